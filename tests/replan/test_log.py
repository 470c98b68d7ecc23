"""The log of published plans: what was told when."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprintplan.app.plan_log import FILES, find, logged, record
from sprintplan.cli.commands import commands
from sprintplan.domain.claims import plan_sha256
from sprintplan.errors import UsageError
from sprintplan.reports.plan_json import plan_bytes, read_plan
from tests.replan.company import TODAY, Company


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "eighty")


def test_the_log_keeps_what_was_published(company: Company) -> None:
    """Two plans, the later of which names the earlier; a plan that is entered twice stands there once."""
    path = company.publish()
    company.people.remove("cdg0,CDG")
    company.write()
    company.keep(company.replan(path), "next.json")
    record(company.folder, read_plan(path), path)
    first, second = logged(company.folder)
    assert (first.plan.predecessor, second.plan.predecessor) == (None, first.sha256)
    assert find(company.folder, first.sha256) == first.plan
    with pytest.raises(UsageError, match="is not in"):
        find(company.folder, "0" * 64)


def run(*words: object) -> str:
    done = CliRunner().invoke(commands, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_plan_that_takes_the_place_of_the_published_one_is_logged(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replanned into another file it is a draft, and how to publish it is told; into plan.json it is published."""
    monkeypatch.chdir(tmp_path)
    company.publish().rename("plan.json")
    published = plan_sha256(read_plan(Path("plan.json")))
    company.people.remove("cdg0,CDG")
    company.write()
    draft = run("replan", company.folder, "--today", TODAY, "-o", "draft.json")
    assert f"`sprintplan log {company.folder} draft.json`" in " ".join(draft.split())
    assert [one.sha256 for one in logged(company.folder)] == [published]
    done = run("replan", company.folder, "--today", TODAY)
    assert "sprintplan log" not in done
    first, second = logged(company.folder)
    assert (first.sha256, second.plan) == (published, read_plan(Path("plan.json")))
    assert second.sha256[:12] in run("log", company.folder)


def test_a_plan_anew_over_a_published_one_is_logged(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planned again into the published file, or replanned into it from a plan elsewhere, it is published; into another
    file it is a draft, also where that holds a plan which is in no log."""
    monkeypatch.chdir(tmp_path)
    published = company.publish()
    for gone in ("cdg0,CDG", "lhr0,LHR"):
        company.people.remove(gone)
        company.write()
        assert "plans/" not in run("plan", company.folder, "--today", TODAY, "-o", "draft.json")
        assert len(logged(company.folder)) == 1
    printed = run("plan", company.folder, "--today", TODAY, "-o", published)
    second = next(one for one in logged(company.folder) if one.plan == read_plan(published))
    assert f"it is in the log too, as {second.path}" in " ".join(printed.split())
    company.people.remove("fra0,FRA")
    company.write()
    before = logged(company.folder)[0]
    run("replan", company.folder, before.path, "--today", TODAY, "-o", published)
    last = read_plan(published)
    assert last.predecessor == before.sha256
    assert last in [one.plan for one in logged(company.folder)]
    assert len(logged(company.folder)) == 3


def test_a_draft_that_became_the_published_plan_stays_a_draft(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the published plan under another name is planned over, and replanned over, without a word in the log;
    a log that notes no names takes it for published."""
    monkeypatch.chdir(tmp_path)
    published, draft = company.publish(), Path("draft.json")
    for words in (("plan", company.folder), ("replan", company.folder, published)):
        draft.write_bytes(published.read_bytes())
        company.people.remove(company.people[0])
        company.write()
        assert "in the log too" not in run(*words, "--today", TODAY, "-o", draft)
        assert len(logged(company.folder)) == 1
    draft.write_bytes(published.read_bytes())
    (company.folder / "plans" / FILES).unlink()
    assert "in the log too" in run("plan", company.folder, "--today", TODAY, "-o", draft)
    assert len(logged(company.folder)) == 2


def test_a_folder_is_known_by_its_log_or_its_files_whatever_its_name(company: Company, tmp_path: Path) -> None:
    """Copied with its log and edited since, it still is the workspace of the plans that its log has, or that follow one
    of them; without the log it is told how to say so; copied as it was it needs none."""
    published = company.publish()
    after = company.replan(published)
    draft = tmp_path / "next.json"
    draft.write_bytes(b"".join(plan_bytes(after)))
    copy, bare = tmp_path / "eighty-2027", tmp_path / "bare"
    shutil.copytree(company.folder, copy)
    shutil.copytree(company.folder, bare, ignore=shutil.ignore_patterns("plans"))
    run("verify", bare, published)
    run("verify", copy, draft)
    for folder in (copy, bare):
        settings = (folder / "sprint.toml").read_text(encoding="utf-8")
        (folder / "sprint.toml").write_text(settings.replace("travel_hour = 0", "travel_hour = 1"), encoding="utf-8")
    for path in (published, draft):
        run("replan", copy, path, "--today", TODAY, "-o", tmp_path / "new.json")
    words = [str(word) for word in ("replan", bare, published, "--today", TODAY, "-o", tmp_path / "new.json")]
    refused = CliRunner().invoke(commands, words)
    assert refused.exit_code == 2
    remedy = f"`sprintplan log {bare} {published} --force` says so"
    assert f"not from bare (Eighty). If it is the same under another name, {remedy}" in " ".join(refused.output.split())
    run("log", bare, published, "--force")
    run(*words)


def test_a_replan_of_a_superseded_plan_is_told(company: Company, tmp_path: Path) -> None:
    """Of the plan that another one followed there is a warning that names that one; of the last one there is none."""
    published = company.publish()
    company.people.remove("cdg0,CDG")
    company.write()
    after = company.replan(published)
    company.keep(after, "next.json")
    last = logged(company.folder)[-1].path
    words = ("--today", TODAY, "-o", tmp_path / "new.json")
    printed = " ".join(run("replan", company.folder, published, *words).split())
    assert f"is not the plan that was published last, which is {last}: changes are told from the older one" in printed
    assert "published last" not in run("replan", company.folder, last, *words)
