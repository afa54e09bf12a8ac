"""How the app looks where Streamlit's own theme says nothing: numbers inside a sentence, lists of links, narrow screens."""

from __future__ import annotations

LIGHT = {
    "primaryColor": "#1f5f99",
    "backgroundColor": "#ffffff",
    "textColor": "#1f2328",
    "secondaryBackgroundColor": "#f3f5f7",
}
DARK = {
    "primaryColor": "#2a70b0",
    "backgroundColor": "#15171b",
    "textColor": "#e8e8ea",
    "secondaryBackgroundColor": "#23272e",
}
THEME = {
    "theme.headingFont": "serif",
    "theme.headingFontSizes": "2.3rem,1.35rem,1.15rem,1rem,1rem,1rem",
    "theme.paddingTop": "3rem",
    "theme.showWidgetBorder": "true",
    **{f"theme.light.{name}": colour for name, colour in LIGHT.items()},
    **{f"theme.dark.{name}": colour for name, colour in DARK.items()},
}
"""Options of the server. The fonts they name come with Streamlit: nothing is fetched from elsewhere."""

_INLINE = (
    # A sentence and its numbers are blocks of Streamlit's; here they flow as one line of text.
    "[class*='st-key-cited-']{display:block!important}"
    "[class*='st-key-cited-'] :is(div,p,span){display:inline!important;width:auto!important}"
    "[class*='st-key-cited-'] [data-testid=stPageLink]>div+div{display:none!important}"  # a second link, for touch
    "[class*='st-key-cited-'] a{display:inline!important;margin-left:.3em;padding:.05em .3em;white-space:normal;"
    "background:none;border-radius:.3em}"
    "[class*='st-key-cited-'] a:is(:hover,:focus-visible){outline:2px solid currentColor}"
    "[class*='st-key-cited-'] a :is(div,p){white-space:normal!important}"
    "[class*='st-key-cited-'] a p{font-size:.875rem!important;line-height:1;font-weight:600;text-decoration:underline;"
    "text-underline-offset:.2em}"
    # A source that is named, not numbered, is too long to share the last line.
    "[class*='st-key-cited-beneath-'] [data-testid=stPageLink]{display:block!important}"
    "[class*='st-key-cited-beneath-'] a{margin-left:0;padding-left:0}"
    "[class*='st-key-cited-beneath-'] a p{font-weight:400;line-height:1.4}"
)
_WRITING = (
    # Every block runs the way of its own first letters, and no word is wider than the page.
    "[data-testid=stMarkdownContainer]{overflow-wrap:anywhere}"
    "[data-testid=stMarkdownContainer] :is(td,th){overflow-wrap:break-word}"  # else columns shrink to single letters
    ":is(p,li,td,th,blockquote,h1,h2,h3,h4,h5,h6,input,textarea){unicode-bidi:plaintext}"
    ":is(h1,h2,h3,h4,h5,h6){text-align:start}"
    "[class*='st-key-cited-']{unicode-bidi:plaintext}[class*='st-key-cited-'] :is(div,p,span){unicode-bidi:normal}"
    "[class*='st-key-cited-'] a{unicode-bidi:isolate}"
)
_LISTS = (
    # Links in a list line up with the text under them, and long ones wrap instead of being cut.
    "[class*='st-key-row-'] a,.st-key-history a{padding-left:0;background:none}"
    "[class*='st-key-row-'] a p{white-space:normal;font-weight:600}"
    ".st-key-history a{align-items:flex-start;height:auto;min-height:0;padding:.3rem 0;margin:0}"
    ".st-key-history :is([data-testid=stPageLink],[data-testid=stElementContainer]){height:auto}"
    ".st-key-history{gap:.5rem!important}.st-key-history [data-testid=stLayoutWrapper]{min-height:max-content}"
    ".st-key-history [class*='st-key-asked-'],.st-key-history .st-key-in-view{display:block}"
    ".st-key-history a p{white-space:normal;font-weight:400;line-height:1.35}"
    ".st-key-history .st-key-in-view a p{font-weight:700;text-decoration:underline}"
    "[data-testid=stPageLink] a:hover p{text-decoration:underline}"
)
_FOCUS = (
    # Where the keyboard is, must be seen: Streamlit tints a link by a shade that nobody can tell.
    "a:focus-visible{outline:2px solid currentColor!important;outline-offset:1px}"
    "[data-testid=stMain]:focus-visible{outline:2px solid currentColor;outline-offset:-2px}"
)
_CONTRAST = (
    # The main colour carries white text on buttons; as a colour of text on a dark page it would be too dark.
    "[data-testid=stTab]{color:inherit!important}[data-testid=stTab][aria-selected=true] p{font-weight:700}"
    "blockquote,blockquote p{color:inherit!important;opacity:1!important}"
    "button[data-variant=segmented_control]{color:inherit!important}"
    "button[data-variant=segmented_control][aria-checked=true] p{font-weight:700;text-decoration:underline}"
)
_READING = (
    "[class*='st-key-reading']{max-width:46rem}"
    ".st-key-headline h1{font-size:clamp(1.35rem,4vw,1.9rem)}"  # a headline may have forty words; the name of a page has one
    # Below the bar with the button of the menu, not below the room for one more.
    "@media (max-width:640px){[data-testid=stMainBlockContainer]{padding-top:4.25rem!important}"
    "h2{font-size:1.25rem!important}}"  # there Streamlit takes its own sizes
    "[data-testid=stMarkdownContainer]:has(>table){overflow-x:auto}"
    "[data-testid=InputInstructions]{display:none}"  # it covers what is typed on narrow screens; there is a button
    "@media (max-width:640px){[class*='st-key-differ-'] :is(table,tbody,tr,td){display:block;border:0;width:auto}"
    "[class*='st-key-differ-'] thead{display:none}"
    "[class*='st-key-differ-'] tr{border-left:3px solid currentColor;margin:.6rem 0;padding-left:.6rem}"
    "[class*='st-key-differ-'] td{padding:.1rem 0}}"
)
STYLE = f"{_INLINE}{_WRITING}{_LISTS}{_FOCUS}{_CONTRAST}{_READING}"
