<?php
/**
 * Router for `php -S`: real files of the shared core as they are, wp-content from the site's own folder,
 * everything else to WordPress, which reads the pretty permalink from REQUEST_URI.
 */

$sandbox_path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );

if ( str_contains( $sandbox_path, '..' ) || str_contains( $sandbox_path, "\0" ) ) {
	http_response_code( 400 );
	return true;
}

if ( str_starts_with( $sandbox_path, '/wp-content/' ) ) {
	$sandbox_file = getenv( 'SANDBOX_WP_CONTENT' ) . substr( $sandbox_path, strlen( '/wp-content' ) );
	if ( ! is_file( $sandbox_file ) ) {
		http_response_code( 404 );
		return true;
	}
	if ( str_ends_with( $sandbox_file, '.php' ) ) {
		require $sandbox_file;
		return true;
	}
	$sandbox_types = array(
		'css'   => 'text/css; charset=UTF-8',
		'js'    => 'text/javascript; charset=UTF-8',
		'json'  => 'application/json',
		'svg'   => 'image/svg+xml',
		'png'   => 'image/png',
		'jpg'   => 'image/jpeg',
		'jpeg'  => 'image/jpeg',
		'gif'   => 'image/gif',
		'webp'  => 'image/webp',
		'avif'  => 'image/avif',
		'woff2' => 'font/woff2',
		'txt'   => 'text/plain; charset=UTF-8',
		'pdf'   => 'application/pdf',
	);
	$sandbox_type  = $sandbox_types[ strtolower( pathinfo( $sandbox_file, PATHINFO_EXTENSION ) ) ] ?? 'application/octet-stream';
	header( 'Content-Type: ' . $sandbox_type );
	header( 'Content-Length: ' . filesize( $sandbox_file ) );
	readfile( $sandbox_file );
	return true;
}

$sandbox_file = $_SERVER['DOCUMENT_ROOT'] . rtrim( $sandbox_path, '/' );
if ( '/' !== $sandbox_path && ( is_file( $sandbox_file ) || is_file( $sandbox_file . '/index.php' ) ) ) {
	return false;
}

unset( $_SERVER['PATH_INFO'] );
$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
