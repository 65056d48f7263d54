"""Our excerpt of schema.org is held against the whole of it, as a maintained package of its models has it."""

from schema_org import registry

from layers.publishing.schema.families import FAMILIES, bare, family
from layers.publishing.schema.google import PROFILES
from layers.publishing.schema.vocabulary import KINDS, RELEASE, lineage


def test_types_properties_and_the_types_of_their_values_are_those_of_the_whole_vocabulary() -> None:
    assert registry.SCHEMA_VERSION == RELEASE
    for name, kind in KINDS.items():
        there = registry.CLASS_METADATA[name]
        assert kind.parent in there.parents or (kind.parent, there.parents) == ("", ()), name
        assert not there.superseded_by, name
        for each, wanted in kind.properties.items():
            declared = registry.PROPERTY_BY_SCHEMA[each]
            assert name in declared.domains, (name, each)
            assert sorted(wanted) == sorted(declared.ranges), (name, each)
            assert not declared.superseded_by, each


def test_no_type_has_a_way_to_a_property_that_its_line_does_not_show() -> None:
    """A type with two parents would have properties that we do not know of; ours have one line each."""
    for name in KINDS:
        assert set(lineage(name)) - {name} <= set(registry.ancestry(name)), name
        assert list(lineage(name))[-1] == "Thing"


def test_a_family_is_a_type_with_all_that_is_below_it() -> None:
    for kind, names in FAMILIES.items():
        below = {each for each in registry.CLASS_METADATA if kind in registry.ancestry(each)} | {kind}
        assert names == below - ({"FAQPage"} if kind == "WebPage" else set()), kind


def test_a_type_is_known_however_a_site_writes_it() -> None:
    assert {bare(f"{how}NewsArticle") for how in ("", "schema:", "http://schema.org/", "https://schema.org/")} == {"NewsArticle"}  # fmt: skip
    assert (family("http://schema.org/LiveBlogPosting"), family("Restaurant"), family("WebSite")) == ("Article", "Organization", "WebSite")  # fmt: skip


def test_what_google_names_is_in_the_vocabulary() -> None:
    for profile in PROFILES:
        assert profile.types <= set(KINDS)
        for path in (*profile.required, *profile.recommended):
            last = {each.split(".")[-1] for each in path.split("|")}
            assert last <= set(registry.PROPERTY_BY_SCHEMA), path
