"""What search engines are told by a robots meta tag and by the header X-Robots-Tag."""

VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
HEEDED = frozenset({"", "googlebot", "bingbot"})  # whose directives decide whether a page can be found


def directives(told: str) -> frozenset[str]:
    """Return what is told to every robot, to Google's or to Bing's, in small letters without spaces.

    A header may name a robot, `GPTBot: noindex, nofollow`: what follows is for that robot, until another one is named.
    """
    found: set[str] = set()
    robot = ""
    for part in told.lower().split(","):
        said = "".join(part.split())
        name, colon, rest = said.partition(":")
        if colon and name not in VALUED:
            robot, said = name, rest
        if robot in HEEDED and said:
            found.add(said)
    return frozenset(found)
