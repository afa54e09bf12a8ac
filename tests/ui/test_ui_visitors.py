"""What the other tests of the browser rest on: one that is used again is empty, and what it asks elsewhere is seen."""

from __future__ import annotations

ASKS = """address => new Promise(done => {
    const picture = new Image();
    picture.onerror = picture.onload = () => done(picture.naturalWidth);
    picture.src = address;
})"""


def test_a_browser_that_is_used_again_remembers_nothing_and_reaches_nobody_else(visitors, server):
    page = visitors.come(server.url)
    page.goto(f"{server.url}/_stcore/health")
    page.evaluate("localStorage.setItem('was', 'here'), sessionStorage.setItem('was', 'here')")
    page.evaluate("document.cookie = 'was=here'")
    assert page.evaluate(ASKS, "http://elsewhere.example/p.png") == 0
    assert page.foreign == ["http://elsewhere.example/p.png"]
    visitors.leave(page)
    again = visitors.come(server.url)
    assert again is page
    assert again.foreign == []
    assert again.context.cookies() == []
    again.goto(f"{server.url}/_stcore/health")
    assert again.evaluate("localStorage.length + sessionStorage.length") == 0
    visitors.leave(again)
