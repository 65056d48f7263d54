"""Every error, grouped by what to do about it.

MastheadError
├── MistakeError              the operator's input is wrong; nothing was changed
│   ├── ConfigurationError        a YAML file, with file, line and key
│   ├── NoSuchSiteError
│   ├── NoSuchArticleError
│   ├── NoSuchPlanError           neither a plan of fixes nor a run that made changes
│   ├── PlanError                 a plan of fixes that was edited into what cannot be applied
│   ├── KeywordError              empty, too long, or without a Latin slug
│   ├── InputFileError            half a brief or half a draft
│   ├── ImageError                a file that is no image, or a title that cannot be drawn
│   ├── CredentialsMissingError   an environment variable is not set
│   ├── NotProbedError            nobody has tried yet what this login can do on the site
│   ├── ProbeOutdatedError        the site does not take any more what the probe saw it take
│   └── StoreUnusableError        the store's address is wrong, or a newer Masthead wrote it
├── RefusedError              stop this article and say why; a retry would not help
│   ├── AlreadyCoveredError       a post of this or another own site covers the keyword
│   ├── NoHostError               no published page could link to the article
│   ├── PoorResearchError         too little was found to write from
│   ├── CadenceReachedError       as many articles as the site wants in seven days are out
│   ├── CapReachedError           the next call could pass a cap
│   ├── UnknownModelError         a model without a price
│   ├── ModelRefusedError         the model declined, or the API refused the request
│   ├── UnusableAnswerError       paid for, kept, and not of the form that was asked for
│   ├── NotReadyError             draft or article failed its gate; parked with the reasons
│   ├── UnreachableAddressError   an address that may not be read or written to
│   ├── WordPressRefusedError     WordPress said no, or did not keep what was sent
│   │   └── GoneError             the post is not there any more
│   ├── ImpossibleHereError       the probe found that an article cannot be published whole
│   ├── NotLiveError              what was published is not there as it was left
│   ├── StillLinkedError          others have linked to a post that is to be taken back
│   ├── LoginError                credentials are wrong or may not do this
│   ├── ChangedMeanwhileError     a person changed the record in between; the person wins
│   ├── LinkingError              the post could not be linked; it is a draft again
│   ├── LeftLiveError             the post could be neither linked nor taken back
│   ├── NoPlaceError              words to link, or a paragraph to add a sentence to, are not in a text
│   └── RehearsalOnlyError        rehearsal text for a site that is not on loopback
└── OutageError               try the same step again with the same input
    ├── WordPressDownError
    ├── ModelDownError
    ├── SearchDownError
    ├── StoreDownError            the database is locked or cannot be reached
    └── BusyError                 another run holds the lease of the site or of the article
"""

from typing import Any


class MastheadError(Exception):
    """Base class. `summary` is what the operator reads; the fields are for the program.

    Prefect sends exceptions between processes by pickle, and pickle rebuilds an exception from `args` alone: passing
    every field to `super().__init__` is what lets a subclass with named fields survive that trip.
    """

    summary = "{0}"

    def __init__(self, *fields: Any) -> None:
        super().__init__(*fields)

    def __str__(self) -> str:
        return self.summary.format(*self.args)


class MistakeError(MastheadError):
    """The operator's input is wrong; nothing was changed."""


class RefusedError(MastheadError):
    """Stop and tell the operator; trying again would not help."""


class OutageError(MastheadError):
    """Something outside is down or busy; the same step may be tried again."""


class ConfigurationError(MistakeError):
    """Fields: file, line, key, what is wrong and what to do."""

    summary = "{0}, line {1}, `{2}`: {3}"


class NoSuchSiteError(MistakeError):
    """Fields: site, the sites there are."""

    summary = "There is no site '{0}'. Sites here: {1}. A new one is a file sites/{0}.yaml; sites/example.yaml shows every key."


class NoSuchArticleError(MistakeError):
    summary = "There is no article '{0}'. `masthead articles` lists them."


class NoSuchPlanError(MistakeError):
    summary = "There is no plan '{0}' in the store. `masthead fix SITE` makes one and says its name."


class PlanError(MistakeError):
    """Fields: file, line, which fix (or key), what is wrong."""

    summary = "{0}, line {1}, {2}: {3} Nothing was applied."


class KeywordError(MistakeError):
    """Fields: keyword, what is wrong and what to do."""

    summary = "The keyword '{0}' {1}"


class InputFileError(MistakeError):
    """Fields: file, key, what is wrong."""

    summary = "{0}: `{1}` {2}"


class ImageError(MistakeError):
    """Fields: file, or what was to be drawn; what is wrong and what to do."""

    summary = "{0}: {1}"


class CredentialsMissingError(MistakeError):
    """Fields: site or service, name of the variable, what to do."""

    summary = "{0}: the environment variable {1} is not set. {2}"


class NotProbedError(MistakeError):
    """Fields: site."""

    summary = "{0} was never probed with this address and login, so nobody knows what it keeps. Run: masthead doctor {0} --probe"


class ProbeOutdatedError(MistakeError):
    """Fields: site, date of the probe, the meta keys that are gone."""

    summary = "{0}: since the probe of {1} the site takes less than it did ({2}): a plugin was switched off, or the role changed. Run: masthead doctor {0} --probe"


class StoreUnusableError(MistakeError):
    """Fields: address of the store, what is wrong, what to do."""

    summary = "The store {0} cannot be used: {1}. {2}"


class AlreadyCoveredError(RefusedError):
    """Fields: site, keyword, address of the post, why it counts as the same."""

    summary = "{0}: '{1}' is covered already by {2} ({3}). Update that post, or choose a keyword with another intent."


class NoHostError(RefusedError):
    """Fields: site, keyword, what was looked at."""

    summary = (
        "{0}: no published page could link to '{1}' ({2}). "
        "Publish a broader post on the topic first, or name a page under `hubs:`. Nothing was spent."
    )


class PoorResearchError(RefusedError):
    """Fields: site, keyword, what was found, what to do."""

    summary = "{0}: too little was found about '{1}': {2}. {3}"


class CadenceReachedError(RefusedError):
    """Fields: site, articles published in the last seven days, the most there may be."""

    summary = "{0}: {1} articles were published in the last seven days, and `cadence.articles_per_week` is {2}. Wait, or raise it. Nothing was spent."


class CapReachedError(RefusedError):
    """Fields: what is capped, cap, spent plus reserved, worst case of the next call; all in US dollars."""

    summary = "{0} may cost at most ${1}; ${2} is spent or reserved and the next call could cost ${3}. Raise `caps` or stop here."


class UnknownModelError(RefusedError):
    summary = (
        "There is no price for the model '{0}'. Add it to prices.yaml with its date, or choose another under `models:`."
    )


class ModelRefusedError(RefusedError):
    """Fields: step, reason."""

    summary = "The model refused the step '{0}': {1}. What was paid is kept. Ask anew with `masthead resume ID --redo {0}`, or choose another model for it under `models:`."


class UnusableAnswerError(RefusedError):
    """Fields: step, reason."""

    summary = "The model's answer to '{0}' could not be used: {1}. It was paid for and is kept. Ask anew with `masthead resume ID --redo {0}`."


class NotReadyError(RefusedError):
    """Fields: article, gate, reasons."""

    summary = (
        '{0} is parked at {1}: {2}. Nothing is lost: `masthead show {0}`, then `masthead resume {0} --notes "..."`.'
    )


class UnreachableAddressError(RefusedError):
    """Fields: address, why it may not be used."""

    summary = "{0} may not be used: {1}"


class WordPressRefusedError(RefusedError):
    """Fields: site, what was tried, what WordPress did."""

    summary = "{0}: {1}: {2}"


class GoneError(WordPressRefusedError):
    """Fields as its parent's. There is no such post on the site; deleted for good, or another site stands behind the address."""


class ImpossibleHereError(RefusedError):
    """Fields: site, date of the probe, why and what to do."""

    summary = "{0}: an article cannot be published whole here, as the probe of {1} found: {2} Then run: masthead doctor {0} --probe"


class NotLiveError(RefusedError):
    """Fields: article, address, how it was found."""

    summary = "{0} was published at {1}, but there it is {2}. `masthead undo {0}` takes the rest back; `masthead resume {0}` then publishes it again."


class StillLinkedError(RefusedError):
    """Fields: article, the pages that link to it."""

    summary = "{0} stays as it is, for others have linked to it: {1}. Take those links out first, or leave them broken with `masthead undo {0} --force`. Nothing was changed."


class LoginError(RefusedError):
    """Fields: site, what WordPress said, what to do."""

    summary = "{0}: {1} {2}"


class ChangedMeanwhileError(RefusedError):
    """Fields: site, post id, field."""

    summary = "{0}: post {1} was changed by somebody in between ({2}). Their version stays."


class LinkingError(RefusedError):
    """Fields: article, address, why."""

    summary = "{0}: the post could not be linked ({2}), so it is a draft again: {1}"


class LeftLiveError(RefusedError):
    """Fields: article, why it is not linked, what could not be taken back."""

    summary = "{0}: the post could not be linked ({1}), nor be taken back: {2}. It is live now, and nothing may link to it. Mend that and run the same command again."


class NoPlaceError(RefusedError):
    """Fields: anchor, why it cannot be linked."""

    summary = "'{0}' cannot be linked there: {1}"


class RehearsalOnlyError(RefusedError):
    summary = (
        "{0}: text of the rehearsal model may be published on loopback only, and {1} is not. Set ANTHROPIC_API_KEY."
    )


class WordPressDownError(OutageError):
    """Fields: site, what happened."""

    summary = "{0}: WordPress cannot be reached or is down: {1}. Run the same command again."


class ModelDownError(OutageError):
    """Fields: step, what happened, seconds to wait (0: not said)."""

    summary = "The model's API did not answer the step '{0}': {1}. Run the same command again; what is paid is kept."


class SearchDownError(OutageError):
    """Fields: engine, what happened."""

    summary = "The search engine {0} did not answer: {1}. Run the same command again."


class StoreDownError(OutageError):
    """Fields: address of the store, what happened."""

    summary = "The store {0} did not answer: {1}. Run the same command again; what was stored is kept."


class BusyError(OutageError):
    """Fields: site or article, owner, seconds until the lease ends."""

    summary = "{0}: another run ({1}) is at work on it. Run the same command again when that one has ended, or in {2} s if it was killed."
