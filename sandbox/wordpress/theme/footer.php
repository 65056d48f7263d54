<?php
/**
 * Foot of every page.
 *
 * @package Nameplate
 */

?>
</main>
<footer class="site-foot">
	<div class="wide">
		<span>© <?php echo esc_html( wp_date( 'Y' ) . ' ' . get_bloginfo( 'name' ) ); ?></span>
		<ul>
			<?php
			foreach ( get_categories( array( 'exclude' => (int) get_option( 'default_category' ) ) ) as $nameplate_category ) {
				printf( '<li><a href="%s">%s</a></li>', esc_url( get_category_link( $nameplate_category ) ), esc_html( $nameplate_category->name ) );
			}
			?>
			<li><a href="<?php echo esc_url( get_feed_link() ); ?>">Feed</a></li>
		</ul>
	</div>
</footer>
<?php wp_footer(); ?>
</body>
</html>
