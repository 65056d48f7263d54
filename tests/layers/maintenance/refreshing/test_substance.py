"""The note of a refresh names the sections that changed, and no other."""

from layers.maintenance.refreshing.substance import note
from layers.publishing.labels import labels_for
from tests.layers.maintenance.refreshing import samples


def test_of_two_sections_of_one_name_the_one_that_changed_is_told() -> None:
    before = samples.written(
        samples.heading("Price"), samples.paragraph("Alpha costs 5."), samples.heading("Model B"),
        samples.paragraph("Beta is big."), samples.heading("Price"), samples.paragraph("Beta costs 9."),
    )  # fmt: skip

    told = note(before, before.replace("Beta is big", "Beta is huge"), 0, "2026-11-29", labels_for("en"))

    assert "Model B" in told
    assert "Price" not in told
