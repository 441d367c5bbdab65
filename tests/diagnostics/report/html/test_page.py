import base64
import hashlib
import math
import re
from typing import Any

import pytest

from diagnostics.observations import Thumbnail, Unreadable
from diagnostics.report.html import policy, render
from diagnostics.report.model import Cost, Report, Verdict
from tests.api.whole import report_of
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.report.html.parsed import parsed
from tests.diagnostics.report.making import effect, fix, looks, trial
from tests.diagnostics.report.tried import FIXES, SPEC, tried_report

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>&amp;{{ 7*7 }}\x1b\u202e"
SHOWN = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>&amp;{{ 7*7 }}"
_FIXED = {"severity", "role", "verdict", "state", "status", "safety", "op", "task", "says", "schema", "label_form"}
_FIXED |= {"spec", "snapshots", "trials", "unit_states"}


def hostile(value: Any) -> Any:
    """The same with every text that may come from outside replaced, keys of evidence and of counts included."""
    if isinstance(value, dict):
        named = {key: item if key in _FIXED else hostile(item) for key, item in value.items()}
        return {HOSTILE + key if key.startswith("beetle") else key: item for key, item in named.items()}
    if isinstance(value, list | tuple):
        return [hostile(item) for item in value]
    return HOSTILE if isinstance(value, str) else value


def hostile_report() -> Report:
    known = facts(unreadable=(Unreadable(file="a", reason="b"),), label_counts={"beetle": 3}, classes=("beetle",))
    plain = tried_report(truncated="cut", dataset=known)
    document = hostile(plain.model_dump(mode="python", exclude={"trials", "spec"}))
    for name in ("findings", "fixes"):
        for place, found in enumerate(document[name]):
            found["id"] = f"{HOSTILE}{place}"
    trials = [trial(HOSTILE, role, 3, 0.5, HOSTILE, reason=HOSTILE) for role in ("reference", "treatment")]
    seen = looks(("<b>conv</b>",))
    layers = chain(image(), layer("Flatten"), layer("Dense", units=2)).model.layers
    evil = layers[1].model_copy(update={"name": "<b>conv</b>"})
    spec = SPEC.model_copy(update={"name": HOSTILE, "model": SPEC.model.model_copy(update={"layers": (evil, *layers)})})
    document["timings"] = {HOSTILE: 1.0}
    report = Report.model_validate(document | {"trials": [], "spec": SPEC})
    made = tuple(one.model_copy(update={"snapshots": seen}) for one in trials)
    halved = report.verdict.model_copy(update={"summary": HOSTILE + "\ud800"})
    return report.model_copy(update={"trials": made, "spec": spec, "verdict": halved})


def test_markup_in_whatever_comes_from_outside_stays_text():
    page = parsed(render(hostile_report()))
    harmless = parsed(render(tried_report(truncated="cut")))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in harmless.elements}
    names = {name for _, attributes in page.elements for name in attributes}
    assert names <= {name for _, attributes in harmless.elements for name in attributes}
    assert not any(name.startswith("on") or name in ("src", "style") for name in names)
    assert page.text.count("<script>") > 50
    assert SHOWN in page.text
    assert "<b>conv</b>" in page.text
    assert any(SHOWN in label for label in page.all("aria-label"))


def test_control_characters_do_not_reach_the_page_and_it_can_be_written():
    page = render(hostile_report())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", page)
    assert page.encode()


def test_links_lead_to_places_and_places_have_names_of_their_own():
    page = parsed(render(tried_report()))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    targets = page.all("href")
    assert len(targets) > 20
    assert [target for target in targets if not target.startswith("#") or target[1:] not in ids] == []


def test_every_picture_is_described_or_stands_beside_its_own_words():
    pictures = [attributes for tag, attributes in parsed(render(tried_report())).elements if tag == "svg"]
    assert len(pictures) > 20
    for attributes in pictures:
        described = attributes.get("role") == "img" and len(attributes.get("aria-label") or "") > 20
        assert described != (attributes.get("aria-hidden") == "true")


def test_the_parts_are_in_order():
    page = render(tried_report())
    parts = ["verdict", "fixes", "findings", "training", "layers", "data", "machine", "spec"]
    places = [page.index(f'<section id="{part}"') for part in parts]
    assert places == sorted(places)
    statuses = ["Proven by trials", "Tried, and no cure", "Tried, and the trials cannot tell", "Not tried"]
    assert [page.index(f"<h3>{heading}</h3>") for heading in statuses] == sorted(
        page.index(f"<h3>{heading}</h3>") for heading in statuses
    )


@pytest.mark.parametrize(
    "words",
    [
        "Not learning",
        "3,200 of 4,000 planned",
        "Cut short: out of time",
        "SPC109 poor-initializer",
        "3/3 with it, 0/3 without",
        "−1.769, 95% interval −2.069 to −1.469, p=0.25",
        "13.4 ms → 21 ms (+57%)",
        "changes the network's capacity",
        "TRN403 non-finite : the loss is not finite from step 120 on",
        "initialisation assume linear units: under ReLU each layer keeps 0.7 of the signal",
        "worst NaN",
        "lines 12 to 31",
        "beetle 9",
        "Loss while the learning rate grew: 0.0004 chosen",
        "TensorFlow 2.21.0",
        '"name": "ten kinds of beetle"',
    ],
)
def test_what_is_known_is_told(words):
    assert words in parsed(render(tried_report(truncated="out of time"))).text


def test_what_a_rule_looks_for_is_told_in_its_own_words_and_an_unknown_code_is_no_link():
    page = render(tried_report())
    assert '<a href="#finding-1-rule">OUT501</a> output-collapse' in page
    assert "XYZ999 unheard-of" in parsed(page).text
    assert "finding-4-rule" not in page


def test_an_empty_report_is_a_page_too():
    verdict = Verdict(
        state="inconclusive",
        confidence=0.5,
        summary="",
        root_causes=(),
        decided_at_step=None,
        planned_steps=None,
        steps_spent=0,
    )
    nothing = Cost(parameters=None, trainable_parameters=None, seconds_per_step=None)
    empty = {"verdict": verdict, "cost": nothing, "dataset": None, "environment": None, "range_test": None}
    page = parsed(render(tried_report(**empty, findings=(), fixes=(), trials=(), timings={})))
    assert "Inconclusive" in page.text
    assert {target[1:] for target in page.all("href")} <= set(page.all("id"))


def test_a_report_whose_numbers_are_not_finite_is_drawn():
    assert "Diverged" in render(report_of("00000000-0000-0000-0000-000000000000"))
    lost = effect((0.5,) * 3, "", treated=(math.nan,) * 3, ci95=(-math.inf, math.inf), p_value=math.nan)
    spoiled = tuple(one.model_copy(update={"series": {"loss": (math.inf, math.nan)}}) for one in tried_report().trials)
    cost = Cost(parameters=None, trainable_parameters=None, seconds_per_step=math.nan, after=tried_report().cost.after)
    page = render(tried_report(fixes=(FIXES[0].model_copy(update={"effect": lost}),), trials=spoiled, cost=cost))
    assert "95% interval −∞ to +∞, p=NaN" in page
    drawn = re.findall(r' (?:d|x|y|cx|cy|points)="([^"]*)"', page)
    assert drawn
    assert not [numbers for numbers in drawn if "nan" in numbers or "inf" in numbers]


def test_a_large_report_makes_a_small_page():
    names = tuple(f"block{place}/conv_with_a_name" for place in range(60))
    convolutions = [layer("Conv2D", name, filters=8, kernel_size=1) for name in names]
    spec = chain(image(), *convolutions, layer("Flatten"), layer("Dense", units=10))
    seen = looks(names) * 4
    steps: dict[str, Any] = {"series": {"loss": tuple(2 + math.sin(step) for step in range(4500))}, "snapshots": seen}
    fixes = [fix(str(place), f"fix-{place}", "Fix it", "proven", effect=effect((1.0,) * 3, "")) for place in range(18)]
    plain = [trial(f"r{seed}", "replicate" if seed else "reference", seed, 2.3, **steps) for seed in range(6)]
    treated = [
        trial(f"t{place}-{seed}", "treatment", seed, 2.3, f"fix-{place}", **steps)
        for place in range(18)
        for seed in (3, 4, 5)
    ]
    report = tried_report(spec=spec, fixes=tuple(fixes), trials=(*plain, *treated), dataset=facts())
    assert len(report.trials) == 60
    assert len(render(report).encode()) < 2_000_000


def test_what_is_not_drawn_is_not_in_the_page():
    assert "across_input_std" not in render(tried_report())


def test_the_page_forbids_all_but_its_own_style_sheet():
    page = render(tried_report())
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        policy()
        == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    metas = [attributes for tag, attributes in parsed(page).elements if tag == "meta"]
    assert {"http-equiv": "Content-Security-Policy", "content": policy()} in metas
    assert not re.search(r"url\(|@import|https?:", page)


def test_samples_are_shown_with_their_labels():
    """The pictures themselves, in the page: their bytes are those of the facts."""
    shown = [Thumbnail(image=f"data:image/png;base64,{name}", label=f"<{name}>") for name in ("AAAA", "BBBB")]
    page = parsed(render(tried_report(dataset=facts(samples=tuple(shown)))))
    assert [attributes["src"] for tag, attributes in page.elements if tag == "img"] == [each.image for each in shown]
    assert "<AAAA>" in page.texts
    assert "<BBBB>" in page.texts
    assert not [tag for tag, _ in parsed(render(tried_report(dataset=facts()))).elements if tag == "img"]
