<?php
/**
 * Router for `php -S`: real files of the shared core as they are, wp-content from the site's own folder,
 * everything else to WordPress, which reads the pretty permalink from REQUEST_URI.
 */

/** Sends a file with the type that its name says. */
function sandbox_send( string $file ): void {
	$types = array(
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
	header( 'Content-Type: ' . ( $types[ strtolower( pathinfo( $file, PATHINFO_EXTENSION ) ) ] ?? 'application/octet-stream' ) );
	header( 'Content-Length: ' . filesize( $file ) );
	readfile( $file );
}

$sandbox_path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );

if ( str_contains( $sandbox_path, '..' ) || str_contains( $sandbox_path, "\0" ) ) {
	http_response_code( 400 );
	return true;
}

// A site in a folder: files are looked for without it, WordPress reads the whole address from REQUEST_URI.
$sandbox_prefix = (string) getenv( 'SANDBOX_WP_PREFIX' );
$sandbox_inside = '' !== $sandbox_prefix && str_starts_with( $sandbox_path . '/', $sandbox_prefix . '/' );
if ( $sandbox_inside ) {
	$sandbox_path = substr( $sandbox_path, strlen( $sandbox_prefix ) );
	if ( '' === $sandbox_path ) {
		header( 'Location: ' . $sandbox_prefix . '/' . ( isset( $_SERVER['QUERY_STRING'] ) ? '?' . $_SERVER['QUERY_STRING'] : '' ), true, 301 );
		return true;
	}
} elseif ( '' !== $sandbox_prefix && ! getenv( 'SANDBOX_WP_NETWORK' ) ) {
	http_response_code( 404 );
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
	sandbox_send( $sandbox_file );
	return true;
}

$sandbox_file = $_SERVER['DOCUMENT_ROOT'] . rtrim( $sandbox_path, '/' );
if ( '/' !== $sandbox_path && ( is_file( $sandbox_file ) || is_file( $sandbox_file . '/index.php' ) ) ) {
	if ( ! $sandbox_inside ) {
		return false;
	}
	$sandbox_file = is_file( $sandbox_file ) ? $sandbox_file : $sandbox_file . '/index.php';
	if ( ! str_ends_with( $sandbox_file, '.php' ) ) {
		sandbox_send( $sandbox_file );
		return true;
	}
	unset( $_SERVER['PATH_INFO'] );
	$_SERVER['SCRIPT_NAME']     = $sandbox_prefix . substr( $sandbox_file, strlen( $_SERVER['DOCUMENT_ROOT'] ) );
	$_SERVER['PHP_SELF']        = $_SERVER['SCRIPT_NAME'];
	$_SERVER['SCRIPT_FILENAME'] = $sandbox_file;
	chdir( dirname( $sandbox_file ) );
	require $sandbox_file;
	return true;
}

unset( $_SERVER['PATH_INFO'] );
$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
