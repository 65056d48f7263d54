<?php
// The handles of WordPress's own block editor that `wp-block-library` needs, in the order in which they load.
$core = $argv[1];
$packages = "$core/wp-includes/assets/script-loader-packages";
$scripts = require is_file("$packages.min.php") ? "$packages.min.php" : "$packages.php";
$needs = array();
foreach ($scripts as $file => $script) {
	$needs['wp-' . preg_replace('/(\.min)?\.js$/', '', $file)] = $script['dependencies'];
}
$order = array();
$visit = function ($handle) use (&$visit, &$order, $needs) {
	if (in_array($handle, $order, true)) {
		return;
	}
	foreach (array_filter($needs[$handle] ?? array(), 'is_string') as $needed) {
		$visit($needed);
	}
	$order[] = $handle;
};
$visit('wp-block-library');
echo implode("\n", $order);
