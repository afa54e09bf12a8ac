"""A team behind a login: a real provider on this machine, signed tokens, and each person's own history."""

from __future__ import annotations

import shutil

import pytest

LAVROV = "What did Lavrov say about the intergovernmental commission?"
ADA = {"sub": "1", "email": "ada@example.org", "email_verified": True}
BOB = {"sub": "2", "email": "Bob@example.org", "email_verified": True}
EVE = {"sub": "3", "email": "eve@example.org", "email_verified": True}


@pytest.fixture(scope="module")
def provider(app_support):
    made = app_support.module("oidc").Provider()
    yield made
    made.close()


@pytest.fixture(scope="module")
def team(provider, tmp_path_factory, sample_library, app_support):
    """Return the app with a login, its folder holding the secrets of the team and the list of its people."""
    home = shutil.copytree(sample_library, tmp_path_factory.mktemp("team") / "home")
    port = app_support.free_port()
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(provider.secrets_toml(f"http://127.0.0.1:{port}"))
    (home / "people.txt").write_text("ada@example.org\nbob@example.org\n")
    server = app_support.Server(home)
    begin = lambda: server.start(port, home, {"APP_PEOPLE_FILE": str(home / "people.txt")})  # noqa: E731
    begin()
    yield server, begin
    server.stop()


def log_in(page, team, provider, person):
    provider.person = person
    page.goto(team[0].url)
    page.get_by_role("button", name="Log in").click()


def ask(page):
    box = page.get_by_label("Your question")
    box.fill(LAVROV)
    box.press("Enter")
    page.get_by_role("button", name="Save as evaluation case").wait_for()


def test_without_a_login_nothing_of_the_library_is_shown(visit, team):
    page = visit()
    for path in ("", "library", "status", "brief", "evaluation", "article?id=s01-bridge-hearing"):
        page.goto(f"{team[0].url}/{path}")
        page.get_by_role("button", name="Log in").wait_for()
        assert "bridge" not in page.locator("[data-testid=stMain]").inner_text().lower()


def test_each_person_has_a_history_of_his_own_and_finds_it_after_a_restart(visit, team, provider):
    ada, bob = visit(), visit()
    log_in(ada, team, provider, ADA)
    ask(ada)
    link = ada.url
    ada.get_by_text("Logged in as ada@example.org").wait_for()
    log_in(bob, team, provider, BOB)
    bob.get_by_text("Or begin with one of these").wait_for()
    assert bob.get_by_role("link", name=LAVROV).count() == 0
    bob.goto(link)
    bob.get_by_text("There is no such answer here").wait_for()
    team[0].stop()
    team[1]()
    ada.goto(team[0].url)
    ada.get_by_role("link", name=LAVROV).first.click()
    ada.get_by_role("button", name="Save as evaluation case").wait_for()


@pytest.mark.parametrize("person", [EVE, {**ADA, "email_verified": False}, {"sub": "4"}])
def test_who_is_not_on_the_list_or_has_no_proven_address_does_not_come_in(visit, team, provider, person):
    page = visit()
    log_in(page, team, provider, person)
    page.get_by_text("This address may not use this app").wait_for()
    assert page.get_by_label("Your question").count() == 0


def test_logging_out_ends_the_session_in_this_visitr(visit, team, provider):
    page = visit()
    log_in(page, team, provider, BOB)
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log in").wait_for()
    page.goto(f"{team[0].url}/library")
    page.get_by_role("button", name="Log in").wait_for()


def test_a_token_that_the_provider_did_not_sign_logs_nobody_in(visit, team, provider):
    honest = provider.key
    provider.forge()
    try:
        page = visit()
        with page.expect_response(lambda r: "/oauth2callback" in r.url):
            log_in(page, team, provider, ADA)
        page.get_by_role("button", name="Log in").wait_for()
        page = page.context.new_page()
        page.goto(team[0].url)
        page.get_by_role("button", name="Log in").wait_for()
        assert page.get_by_label("Your question").count() == 0
    finally:
        provider.key = honest
