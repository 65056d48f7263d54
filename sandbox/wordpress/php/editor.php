<?php
/**
 * Runs WordPress's own block parser and validator, the one its editor uses, over the stored text of some posts.
 */

add_action(
	'template_redirect',
	function () {
		if ( ! isset( $_GET['sandbox_editor'] ) ) {
			return;
		}
		$posts = array();
		foreach ( explode( ',', $_GET['sandbox_editor'] ) as $post_id ) {
			$posts[ $post_id ] = get_post( (int) $post_id )->post_content ?? '';
		}
		echo '<!doctype html><meta charset="utf-8"><title>editor</title><body>';
		wp_enqueue_script( 'wp-block-library' );
		wp_enqueue_script( 'wp-format-library' );
		wp_print_scripts( array( 'wp-block-library', 'wp-format-library' ) );
		?>
		<pre id="verdict"></pre>
		<script>
			wp.blockLibrary.registerCoreBlocks();
			const posts = <?php echo wp_json_encode( (object) $posts, JSON_HEX_TAG ); ?>;
			const verdict = [];
			const walk = ( post, blocks ) => blocks.forEach( ( block ) => {
				// what stands outside of every block, and what WordPress does not know, is "valid" only in name
				const known = ! [ 'core/missing', 'core/freeform' ].includes( block.name );
				verdict.push( { post: Number( post ), block: block.name, valid: block.isValid && known, markup: block.originalContent || '' } );
				walk( post, block.innerBlocks );
			} );
			Object.entries( posts ).forEach( ( [ post, text ] ) => walk( post, wp.blocks.parse( text ) ) );
			document.getElementById( 'verdict' ).textContent = JSON.stringify( verdict );
		</script>
		<?php
		exit;
	}
);
