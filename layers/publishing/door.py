"""Can the site be reached, read and written to: address, REST API, login, rights."""

from collections.abc import Iterator, Mapping

from layers.nouns import Examination, Login, Site
from layers.nouns.examination import Reach, Rest
from layers.publishing.line import Line, fault, ok, warning

REACH: Mapping[Reach, str] = {
    "plain http": "Give the site a certificate (Let's Encrypt is free) and write https:// under `url:`.",
    "not an address": "Write the site's address under `url:`, as https://www.example.com.",
    "certificate": "Renew the certificate, or have it cover this name with its whole chain.",
    "no host": "Look for a slip in `url:`; if it is right, the name has no DNS entry.",
    "silent": "See whether the server is up and lets this machine's address through its firewall.",
}
REST: Mapping[Rest, str] = {
    "closed": "A plugin closes the REST API (Disable REST API, All-In-One Security, Perfmatters and others have such a switch): let logged-in users through, or exempt /wp-json/.",
    "server login": "The web server itself asks for a login (HTTP authentication), with the header that the application password needs: exempt /wp-json/ from it.",
    "login page": "The site sends visitors to its login page: let /wp-json/ through in the plugin that does this.",
    "redirect": "Put the address that answers under `url:`.",
    "page": "A firewall, a cache or a security check stands before the REST API: exempt /wp-json/ there for this machine's address.",
    "broken": "PHP or a proxy spoils the answers: switch off display_errors, then look into the server's error log.",
    "none": "No WordPress answers here. Is `url:` the address of the site itself, with its folder where it has one?",
}
KEEP_HEADER = (
    "Have the server hand the header on. nginx: `fastcgi_param HTTP_AUTHORIZATION $http_authorization;` beside the other "
    "fastcgi_param lines. Apache: `RewriteEngine On` and `RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]` "
    "above WordPress's own rules in .htaccess, or `CGIPassAuth On`."
)
MAKE_ANOTHER = (
    "Make a new application password (WordPress: Users, Profile, Application Passwords; the login password does not work) "
    "and put it, and the user's name, into .env."
)
NO_PASSWORDS = (
    "WordPress offers application passwords over https only, and plugins can switch them off (Wordfence: Login Security, "
    "`Disable WordPress application passwords`). Behind a proxy that ends https, wp-config.php needs "
    "`$_SERVER['HTTPS'] = 'on';` where HTTP_X_FORWARDED_PROTO is https."
)
NO_SCHEMA = (
    "Install the companion (masthead doctor --companion), which keeps it for the page's head; or use a user whom WordPress "
    "lets keep scripts; or set `schema: {enabled: false}` in the site's YAML"
)


def reach(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.reach != "answers":
        yield fault("address", seen.reach_said, REACH[seen.reach])
        return
    status = seen.front.status if seen.front else 0
    tls = "its certificate is valid" if seen.url.startswith("https://") else "plain http, on this machine"
    if status >= 300:
        round_ = " again and again" if status < 400 else ""
        yield warning(
            "address", f"{seen.url} answers with {status}{round_}", "Visitors do not see the front page: find out why."
        )
    else:
        yield ok("address", f"{seen.url} answers; {tls}")


def rest(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.reach != "answers":
        return
    if seen.rest not in ("pretty", "plain"):
        yield fault("REST API", f"{seen.rest_said}", REST[seen.rest])
    elif not seen.open_to_visitors:
        yield ok("REST API", "closed to visitors; the login gets through")
    else:
        yield ok("REST API", "answers")


def login(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.reach != "answers":
        return
    user, name = seen.login, f"'{seen.login.user}'"
    if user.access == "accepted":
        made = f", application password of {user.password_made_at[:10]}" if user.password_made_at else ""
        yield ok("login", f"{name} is logged in ({_roles(user)}){made}")
    elif user.access == "not tried":
        yield from _behind_a_closed_door(user)
    elif user.access == "unreadable":
        yield fault("login", f"the answer about {name} is none of WordPress's: {user.said}", REST["page"])
    elif user.access == "forbidden":
        yield fault("login", f"{name} may not be asked about: {user.said}", REST["closed"])
    else:
        yield _refused(seen)


def _behind_a_closed_door(user: Login) -> Iterator[Line]:
    if user.without_header == "yes":
        yield fault(
            "login", f"user and password of '{user.user}' are right (XML-RPC takes them), but the REST API does not see them",
            f"First open the REST API; if it stays closed: {KEEP_HEADER}",
        )  # fmt: skip
    elif user.without_header == "no":
        yield fault(
            "login", f"user name or password of '{user.user}' is wrong (XML-RPC refuses them too)", MAKE_ANOTHER
        )


def _refused(seen: Examination) -> Line:
    user, said = seen.login, seen.login.said
    if not seen.application_passwords:
        return fault("login", f"the site offers no application passwords ({said})", NO_PASSWORDS)
    if user.without_header == "yes":
        return fault(
            "login",
            "the password is right (XML-RPC takes it), but the Authorization header does not arrive",
            KEEP_HEADER,
        )
    if user.without_header == "no":
        return fault(
            "login", f"user name or password of '{user.user}' is wrong ({said}; XML-RPC refuses them too)", MAKE_ANOTHER
        )
    return fault(
        "login", f"refused ({said}); a wrong password and a header that is lost on the way look the same here",
        f"{MAKE_ANOTHER} If it is right: {KEEP_HEADER}",
    )  # fmt: skip


def rights(seen: Examination, _site: Site) -> Iterator[Line]:
    user = seen.login
    if user.access != "accepted":
        return
    if user.missing:
        yield fault(
            "rights", f"{_roles(user)}: may not {'; nor '.join(user.missing)}", "Give the user the role Editor."
        )
    else:
        yield ok("rights", "may publish, edit others' posts and pages")


def scripts(seen: Examination, site: Site) -> Iterator[Line]:
    """JSON-LD is written into the post: a user whose scripts are stripped cannot write it there."""
    user = seen.login
    if user.access != "accepted" or not site.schema_.enabled:
        return
    if user.scripts == "no" or (user.scripts == "unknown" and not user.claims_scripts):
        yield _stripped(seen)
    elif user.scripts == "unknown":
        yield warning(
            "JSON-LD in posts", "the role claims that scripts are kept; without a post there is no proof",
            f"Have it tried: masthead doctor {seen.site} --probe",
        )  # fmt: skip
    else:
        yield ok("JSON-LD in posts", "WordPress keeps it for this user")


def _stripped(seen: Examination) -> Line:
    claims = seen.login.claims_scripts
    why = " though the role claims it (multisite, or DISALLOW_UNFILTERED_HTML)" if claims else ""
    said = f"WordPress strips it for this user{why}"
    if seen.companion:
        return warning("JSON-LD in posts", said, f"The companion may keep it: masthead doctor {seen.site} --probe")
    return fault("JSON-LD in posts", said, f"{NO_SCHEMA}.")


def _roles(user: Login) -> str:
    return ", ".join(user.roles) or "no role on this site"
