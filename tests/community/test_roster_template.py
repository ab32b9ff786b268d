"""Templates hold every column, one made-up row, and choices that are read."""

import pandas as pd
import pytest

from community.roster_columns import FORMS, MEMBERS_FORM
from community.roster_table import EXAMPLE_NOTE
from community.roster_template import SQUAD_WORDS, cell_choices, template_rows
from community.roster_words import read_role, read_squad, read_yes_no
from domain.vocabulary import Post
from tests.community.test_roster import check


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind.value)
def test_the_example_is_marked_as_one(form):
    rows = template_rows(form)
    assert list(rows.columns) == list(form.columns)
    assert rows["備考"].str.startswith(EXAMPLE_NOTE).all()
    assert (rows[list(form.required)] != "").all(axis=None)


def test_the_organisation_that_fills_it_in_stands_in_it():
    rows = template_rows(MEMBERS_FORM, "org-1", "甲")
    assert rows[["組織ID", "組織名"]].to_numpy().tolist() == [["org-1", "甲"]]


def test_the_example_follows_the_rules():
    rows = template_rows(MEMBERS_FORM, "org-1", "甲").assign(備考="")
    rows.index = pd.Index([2], name="line")
    result = check(rows)
    assert result.faults == ()
    assert result.counts["members"].tolist() == [1]


def test_every_choice_is_read_without_a_question():
    choices = cell_choices(MEMBERS_FORM)
    assert [read_squad(word).meaning for word in SQUAD_WORDS] == list(Post)
    assert all(read_role(word) for word in choices["役割"])
    assert not any(read_yes_no(word).is_said for word in choices["昼間参集可"])
    assert set(choices) <= set(MEMBERS_FORM.columns)
