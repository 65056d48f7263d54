"""The text of a site's wp-config.php."""

import secrets
from collections.abc import Mapping

Constant = str | bool | int
SALTS = (
    "AUTH_KEY",
    "SECURE_AUTH_KEY",
    "LOGGED_IN_KEY",
    "NONCE_KEY",
    "AUTH_SALT",
    "SECURE_AUTH_SALT",
    "LOGGED_IN_SALT",
    "NONCE_SALT",
)


def config(constants: Mapping[str, Constant]) -> str:
    """The file with these constants, new salts, and what every site has."""
    salts = {salt: secrets.token_urlsafe(48) for salt in SALTS}
    lines = [f"define( '{name}', {php_literal(value)} );" for name, value in {**salts, **constants}.items()]
    lines += ["$table_prefix = 'wp_';", "require_once ABSPATH . 'wp-settings.php';"]
    return "<?php\n" + "\n".join(lines) + "\n"


def network_constants(host: str) -> dict[str, Constant]:
    """What makes WordPress the main site of a network whose sites are folders of one host, such as `127.0.0.1:8810`."""
    return {
        "MULTISITE": True,
        "SUBDOMAIN_INSTALL": False,
        "DOMAIN_CURRENT_SITE": host,
        "PATH_CURRENT_SITE": "/",
        "SITE_ID_CURRENT_SITE": 1,
        "BLOG_ID_CURRENT_SITE": 1,
    }


def php_literal(value: Constant) -> str:
    """PHP that means exactly this value."""
    return php_string(value) if isinstance(value, str) else str(value).lower()


def php_string(value: str) -> str:
    """A PHP literal that means exactly this text."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
