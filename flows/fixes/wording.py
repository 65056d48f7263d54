"""The texts of a plan that only words can mend: priced before they are asked for, and asked for many at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.newsroom import Newsroom
from layers.boundary.clock import now
from layers.errors import CapReachedError, CredentialsMissingError, MistakeError, ModelRefusedError, UnusableAnswerError
from layers.maintenance.fixing import wording
from layers.maintenance.fixing.estimating import Estimate, estimated
from layers.maintenance.fixing.scene import Scene
from layers.maintenance.fixing.wording import STEP, Wanted
from layers.nouns import CallKey, Fix, FixWords, NotFixed, Pending, Question, Usage

Told = Callable[[str, str], None]


@dataclass(frozen=True)
class Worded:
    fixes: tuple[Fix, ...] = ()
    left: tuple[NotFixed, ...] = ()


def worded(room: Newsroom, scene: Scene, wanted: Sequence[Wanted], told: Told) -> Worded:
    """Have the texts written and keep those that hold; what cannot be asked for or does not hold is left, with the reason."""
    if not wanted:
        return Worded()
    batches = tuple(wording.batches(wanted))
    told(scene.site.name, foretold(room, scene, batches))
    fixes: list[Fix] = []
    left: list[NotFixed] = []
    for number, batch in enumerate(batches):
        try:
            answer, usd = asked(room, scene, wording.question(scene.site, batch))
        except (ModelRefusedError, UnusableAnswerError) as error:
            left += unwritten(batch, str(error))
            continue
        except (CredentialsMissingError, CapReachedError, MistakeError) as error:
            left += unwritten([each for rest in batches[number:] for each in rest], str(error))
            break
        made, refused = wording.fixes(scene, batch, answer, usd)
        fixes += made
        left += [NotFixed(check=each.wanted.finding.check, url=each.wanted.page.url, why=each.why) for each in refused]
    return without_doubles(fixes, left)


def without_doubles(fixes: Sequence[Fix], left: Sequence[NotFixed]) -> Worded:
    """Leave out a text that another post of the plan is given too."""
    counted = [fix.model_copy(update={"number": number}) for number, fix in enumerate(fixes, 1)]
    doubled = wording.same_among(counted)
    why = "the model gave two posts the same text"
    more = [NotFixed(check=fix.check, url=fix.url, why=why) for fix in counted if fix.number in doubled]
    return Worded(tuple(fix for fix in counted if fix.number not in doubled), (*left, *more))


def unwritten(batch: Sequence[Wanted], why: str) -> list[NotFixed]:
    return [NotFixed(check=each.finding.check, url=each.page.url, why=why) for each in batch]


def asked(room: Newsroom, scene: Scene, question: Question[FixWords]) -> tuple[FixWords, Decimal]:
    """Put one question. What was answered this month is not paid for again, whatever became of the plan it was asked for."""
    site = scene.site
    key = CallKey(site=site.name, article=f"{site.name}/fixes-{now():%Y-%m}", layer=question.layer, step=question.step)
    answer = room.claude.ask(
        question, key, site.model_for(STEP), run=key.article, caps=site.caps, month_usd=room.network.month_usd
    )
    if isinstance(answer, Pending):
        raise UnusableAnswerError(STEP, "it comes later, and a plan does not wait")
    return answer.value, estimate_of(room, scene, question).usd


def estimate_of(room: Newsroom, scene: Scene, question: Question[FixWords]) -> Estimate:
    return priced(room, scene, [question])


def priced(room: Newsroom, scene: Scene, questions: Sequence[Question[FixWords]]) -> Estimate:
    """What questions will cost, computed from their words and the texts they ask for."""
    settings = scene.site.model_for(STEP)
    fixed = [
        room.templates.render("prompts/house.md.j2"),
        room.templates.render_block(f"prompts/{STEP}.md.j2", "system"),
    ]
    counts = [estimated(fixed, question) for question in questions]
    at = now()
    usage = Usage(
        input_tokens=sum(each.input_tokens for each in counts), output_tokens=sum(each.output_tokens for each in counts)
    )
    # each by itself: a long prompt costs more for every token, and all questions together are none
    return Estimate(usage, sum((room.prices.cost(each, settings.model, at) for each in counts), Decimal(0)))


def foretold(room: Newsroom, scene: Scene, batches: Sequence[tuple[Wanted, ...]]) -> str:
    questions = [wording.question(scene.site, batch) for batch in batches]
    texts = sum(len(batch) for batch in batches)
    usd = priced(room, scene, questions).usd
    model = scene.site.model_for(STEP).model
    return f"{texts} texts in {len(questions)} questions to {model}: about ${usd:.4f}"
