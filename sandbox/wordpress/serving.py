"""The web servers of a site: PHP's own, or nginx before php-fpm, with the header that carries the login or without it."""

import grp
import os
import pwd
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sandbox.processes import Service
from sandbox.wordpress.sockets import socket_folder
from sandbox.wordpress.webserver import web_server

Server = Literal["php", "nginx", "nginx-no-login"]
WORKERS = 4  # with one, WP-Cron's request to its own site would wait for itself
AUTHORIZATION = "fastcgi_param HTTP_AUTHORIZATION $http_authorization;"
TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt",
    "application/json": "json",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "font/woff2": "woff2",
}
# Like a host that hands on only the headers it names: what is not here, WordPress never sees.
PARAMS = """fastcgi_pass_request_headers off;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param REQUEST_URI $request_uri;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param SCRIPT_NAME $fastcgi_script_name;
      fastcgi_param DOCUMENT_ROOT $document_root;
      fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param SERVER_NAME $server_name;
      fastcgi_param SERVER_ADDR $server_addr;
      fastcgi_param SERVER_PORT $server_port;
      fastcgi_param REMOTE_ADDR $remote_addr;
      fastcgi_param HTTP_HOST $http_host if_not_empty;
      fastcgi_param HTTP_ACCEPT $http_accept if_not_empty;
      fastcgi_param HTTP_COOKIE $http_cookie if_not_empty;
      fastcgi_param HTTP_USER_AGENT $http_user_agent if_not_empty;
      fastcgi_param HTTP_CONTENT_DISPOSITION $http_content_disposition if_not_empty;
      fastcgi_param HTTP_X_WP_NONCE $http_x_wp_nonce if_not_empty;
      fastcgi_param HTTP_X_HTTP_METHOD_OVERRIDE $http_x_http_method_override if_not_empty;"""


@dataclass(frozen=True)
class Nginx:
    """nginx and php-fpm for one site. `work` is theirs alone; `prefix` is the site's folder in its host, such as `/press`.

    `network`: other addresses than those below the prefix belong to WordPress too.
    """

    work: Path
    socket: Path
    core: Path
    content: Path
    prefix: str
    network: bool
    keeps_login: bool

    def services(
        self, name: str, port: int, environment: Mapping[str, str], php: Mapping[str, str]
    ) -> tuple[Service, Service]:
        """Write the configuration; returns php-fpm, which must listen first, and nginx."""
        found = web_server()
        self.work.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (link := self.work / "wp-content").is_symlink():  # nginx takes no alias for an address it has rewritten
            link.symlink_to(self.content, target_is_directory=True)
        socket_folder(self.socket)
        pool, server = self.work / "php-fpm.conf", self.work / "nginx.conf"
        _write(pool, self._pool())
        _write(server, self._configuration(port))
        settings = {**php, "display_errors": "0", "log_errors": "1"}
        flags = [part for key, value in settings.items() for part in ("-d", f"{key}={value}")]
        fpm = (found.fpm, "--nodaemonize", "--allow-to-run-as-root", "--fpm-config", str(pool), *flags)
        return (
            Service(f"{name}-fpm", fpm, environment={**environment, **found.environment}, socket=str(self.socket)),
            Service(name, (found.nginx, "-c", str(server)), port, found.environment),
        )

    def _pool(self) -> str:
        lines = [
            "[global]", "error_log = /proc/self/fd/2", "[site]", *self._owner("user = {0}\ngroup = {1}"),
            f"listen = {self.socket}", "listen.mode = 0600", "pm = static", f"pm.max_children = {WORKERS}",
            "clear_env = no", "catch_workers_output = yes",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def _configuration(self, port: int) -> str:
        types = " ".join(f"{kind} {endings};" for kind, endings in TYPES.items())
        folders = "\n  ".join(
            f'{name}_temp_path "{self.work}/{name}";' for name in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi")
        )
        return f"""{" ".join(self._owner("user {0} {1};"))}
daemon off;
worker_processes 1;
error_log stderr warn;
pid "{self.work}/nginx.pid";
events {{ worker_connections 128; }}
http {{
  access_log off;
  client_max_body_size 64m;
  {folders}
  types {{ {types} }}
  server {{
    listen 127.0.0.1:{port};
    server_name 127.0.0.1;
    root "{self.core}";
    index index.php;
    {self._below()}
    location ~ ^/wp-content/.*\\.php$ {{ return 404; }}
    location /wp-content/ {{ root "{self.work}"; }}
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      try_files $uri =404;
      {PARAMS}
      {AUTHORIZATION if self.keeps_login else ""}
      fastcgi_read_timeout 120s;
      fastcgi_pass "unix:{self.socket}";
    }}
  }}
}}
"""

    def _below(self) -> str:
        """Files are looked for without the prefix; WordPress itself reads the address as it was asked for."""
        if not self.prefix:
            return ""
        elsewhere = "" if self.network else f'if ($request_uri !~ "^{self.prefix}([/?]|$)") {{ return 404; }}'
        return f"{elsewhere}\n    rewrite ^{self.prefix}$ {self.prefix}/ permanent;\n    rewrite ^{self.prefix}(/.*)$ $1 break;"

    def _owner(self, line: str) -> list[str]:
        # without this, workers started by root become a user who may not read the site; others cannot change user anyway
        return [line.format(pwd.getpwuid(0).pw_name, grp.getgrgid(0).gr_name)] if os.geteuid() == 0 else []


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:  # a program that starts at this moment must not read half a file
        path.write_text(text)
