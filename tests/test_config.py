"""Settings are checked when they are read, and a fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash import codes, config
from s3dash.config import ConfigError

THEMES = """
[first]
name_de = "Erstes"
name_en = "First"
short_de = "1."
short_en = "1st"
occupations = ["431", "432"]

[second]
name_de = "Zweites"
name_en = "Second"
short_de = "2."
short_en = "2nd"
occupations = ["433"]
"""


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of a shipped file with one change."""
    content = (config.FOLDER / name).read_text(encoding="utf-8")
    assert old in content
    path = folder / name
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return path


def themes_file(folder: Path, content: str = THEMES) -> Path:
    path = folder / "themes.toml"
    path.write_text(content, encoding="utf-8")
    return path


# --- what is shipped -----------------------------------------------------------------------


def test_the_region_is_the_metropole_ruhr() -> None:
    region = config.region()
    assert region.id == "RUHR"
    assert len(region.districts) == 15
    assert len(region.independent_cities) == 11
    assert set(region.independent_cities) < set(region.districts)
    assert all(ags.startswith(region.state) for ags in region.districts)
    assert region.municipality_count == 53


def test_groups_cover_every_district_but_leave_none_in_two() -> None:
    members = [ags for group in config.region().groups.values() for ags in group.members]
    assert sorted(members) == sorted(config.region().districts)


def test_the_six_themes_share_no_occupation() -> None:
    themes = config.themes()
    assert list(themes) == [
        "cyber_ai",
        "green_tech",
        "new_industry",
        "smart_logistics",
        "health",
        "smart_city",
    ]
    occupations = [code for theme in themes.values() for code in theme.occupations]
    assert len(set(occupations)) == len(occupations)
    assert all(codes.is_occupation(code) for code in occupations)


def test_a_name_is_given_in_its_language() -> None:
    name = config.Named("Deutschland", "Germany")
    assert (name.in_language("de"), name.in_language("en")) == ("Deutschland", "Germany")


def test_an_operator_that_is_not_set_is_empty() -> None:
    operator = config.operator()
    assert not any(vars(operator).values())


def test_suppressed_cells_have_bounds_with_a_reason() -> None:
    bound = config.suppression()["employees_occupation"]
    assert (bound.low, bound.high) == (1, 9)
    assert bound.reason.de
    assert bound.reason.en


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"05112", "05113"', '"5112", "05113"', "'5112' is no district key"),
        ('"05112", "05113"', '"05112000", "05113"', "'05112000' is no district key"),
        ('"05112", "05113"', '"05113", "05113"', "stands twice"),
        ('members = ["05112", "05170"]', 'members = ["05112", "05315"]', r"\[groups.niederrhein\]"),
    ],
)
def test_a_wrong_region_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = changed(tmp_path, "region.toml", old, new)
    with pytest.raises(ConfigError, match=words):
        config.region(path)


def test_themes_keep_the_order_of_the_file(tmp_path: Path) -> None:
    themes = config.themes(themes_file(tmp_path))
    assert list(themes) == ["first", "second"]
    assert themes["first"].occupations == ("431", "432")


def test_a_group_that_is_no_occupation_is_refused_with_its_line(tmp_path: Path) -> None:
    path = themes_file(tmp_path, THEMES.replace('"432"', '"43"'))
    with pytest.raises(ConfigError, match=r"line 7: '43' in \[first\]"):
        config.themes(path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"432"', "432", r"line 7: '432' in \[first\]"),
        ('short_en = "1st"', "", r"line 2: \[first\] has no short_en"),
        ("[first]", 'colour = "red"\n[first]', r"line 2: 'colour' stands outside"),
        ('occupations = ["433"]', "occupations = []", r"\[second\] has no occupations"),
    ],
)
def test_a_theme_that_is_not_whole_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in THEMES
    with pytest.raises(ConfigError, match=words):
        config.themes(themes_file(tmp_path, THEMES.replace(old, new)))


def test_a_group_in_a_comment_is_not_taken_for_the_line(tmp_path: Path) -> None:
    path = themes_file(tmp_path, '# "431" counts once\n' + THEMES.replace('"433"', '"431"'))
    with pytest.raises(ConfigError, match=r"line 15: group 431"):
        config.themes(path)


def test_a_group_in_two_themes_is_refused_with_the_second_line(tmp_path: Path) -> None:
    path = themes_file(tmp_path, THEMES.replace('"433"', '"431"'))
    with pytest.raises(
        ConfigError, match=r"line 14: group 431 counts in \[first\] and in \[second"
    ):
        config.themes(path)


def test_a_group_that_the_data_lack_is_refused_with_its_line(tmp_path: Path) -> None:
    path = themes_file(tmp_path)
    config.check_themes({"431": 1, "432": 1, "433": 1}, path)
    with pytest.raises(ConfigError, match=r"line 14: the data have no occupation group '433'"):
        config.check_themes({"431": 1, "432": 1}, path)


def test_an_unknown_setting_of_the_operator_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "operator.toml", "operator =", "operater =")
    with pytest.raises(ConfigError, match="operater"):
        config.operator(path)


def test_bounds_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "suppression.toml", "low = 1", "low = 10")
    with pytest.raises(ConfigError, match="low <= high"):
        config.suppression(path)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"themes\.toml cannot be read"):
        config.themes(themes_file(tmp_path, "[first"))
    with pytest.raises(ConfigError, match=r"nowhere\.toml cannot be read"):
        config.region(tmp_path / "nowhere.toml")


# --- the installation ----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["05", "05913", "05913000"])
def test_keys_of_places(text: str) -> None:
    assert codes.is_ags(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "059",
        "0591",
        "05913 ",
        "05913\n",
        "DE",
        "０５",
        "０５９１３",
        "０５９１３０００",
        "059130001",
    ],
)
def test_no_keys_of_places(text: str) -> None:
    assert not codes.is_ags(text)
    with pytest.raises(ValueError, match="is no AGS"):
        codes.level_of(text)


def test_a_state_lies_in_no_district() -> None:
    with pytest.raises(ValueError, match="lies in no district"):
        codes.district_of("05")


@pytest.mark.parametrize(
    ("ags", "year", "action"),
    [("05113000", 2008, "drop"), ("05978008", 2019, "set_missing"), ("05113", 2008, None)],
)
def test_corrections_of_a_figure(ags, year, action):
    found = config.corrections_of("guest_beds_per_1000", ags, year)
    assert [entry.action for entry in found] == ([action] if action else [])
    assert all(entry.reason.de and entry.reason.en for entry in found)


def test_evidence_must_be_in_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "themes.toml"
    names = 'name_de = "A"\nname_en = "A"\nshort_de = "A"\nshort_en = "A"\n'
    path.write_text(f'[a]\n{names}occupations = ["431"]\nevidence = ["population"]\n', "utf-8")
    config.check_evidence({"population": 1}, path)
    with pytest.raises(ConfigError, match=r"line 7: the catalogue has no indicator 'population'"):
        config.check_evidence({}, path)
