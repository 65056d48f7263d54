"""The page as visitors and search engines get it, looked at before anything is called published."""

from flows.job import Job
from layers.errors import WordPressRefusedError
from layers.nouns import Link, Post


def checked(job: Job, post: Post, links: tuple[Link, ...]) -> str:
    """Return the post's address once a visitor sees it whole and linked. Raises WordPressRefusedError that names what is not."""
    problems = [
        *faults(job, post),
        *(f"{link.source} does not show its link" for link in links if not shows(job, link)),
    ]
    if problems:
        advice = f"`masthead undo {job.article}` takes it back"
        raise WordPressRefusedError(job.site.name, f"the live page {post.url}", f"{'; '.join(problems)}. {advice}")
    return post.url


def faults(job: Job, post: Post) -> list[str]:
    page = job.wordpress.live(post.url)
    found = {
        f"it answers {page.status}": page.status != 200,
        "it tells search engines not to index it": page.noindex,
        "its JSON-LD does not parse": page.broken_json_ld > 0,
    }
    return [problem for problem, true in found.items() if true]


def shows(job: Job, link: Link) -> bool:
    return job.wordpress.live(link.source).links_to(link.target)
