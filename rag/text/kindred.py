"""Words that tell of one deed are one word: "crashed", "crash" and "accident"; "won" and "winner". Pure."""

from __future__ import annotations

from rag.text.clauses import IRREGULAR
from rag.text.words import content_words

_DEEDS = (
    "crash collide collision accident|quake earthquake tremor|hit slam landfall|sue sued suing lawsuit litigation|succeed succeeded succeeding successor replace replacement|"
    "begin start beginning onset|end finish conclude|marry married marriage wed wedding|engage engagement fiance|"
    "elect election|win winner victory victorious triumph|beat defeat|lose loss|resign resignation quit|"
    "buy purchase acquire acquisition takeover|sell sale|pay payment fund funding finance|arrest detain detention|"
    "shoot shooting gunman|kill killing slain murder|die died dying death dead|injure injury hurt wound|"
    "steal theft rob robbery heist burglary|attack assault|announce announcement|"
    "appoint appointment nominate nomination nominee|oust sack dismiss dismissal|layoff layoffs lay laid|"
    "meet meeting summit|vote ballot|rise increase climb grow growth|fall drop decline decrease|"
    "close closure shut shutdown|open opening reopen|build building construct construction|destroy destruction|"
    "demolish demolition raze|explode explosion blast|evacuate evacuation|decide decision|ban prohibit outlaw|cost price|"
    "choose pick select|leave depart departure|arrive arrival|agree agreement|suspend suspension|own owner ownership|"
    "lead leader head chief|bear born birth|fly flight|speak speech|sentence jail imprison|invade invasion|"
    "apologise apologize apology|withdraw withdrawal|propose proposal|approve approval|refuse refusal|arrange arrangement|"
    "receive recipient|sign signature|rule ruling verdict|probe investigate investigation inquiry|delay postpone postponement|"
    "cancel cancellation scrap|reveal unveil|cut reduce reduction slash|deport deportation|expel expulsion|discover discovery|"
    "donate donation|merge merger|retire retirement|flood flooding|debut premiere|perform performance"
)
"""A verb with its nouns and the words that newspapers put in its place; the first stands for all."""
_THINGS = (
    "film movie movies|plane aircraft airplane jet airliner|ship vessel boat|car vehicle automobile|country nation|company firm|"
    "jewel jewelry jewellery|child children kid|value worth|illness disease|fire blaze wildfire"
)
"""What newspapers call by either word."""


def _one_for_all() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in (*IRREGULAR.split("|"), *_DEEDS.split("|"), *_THINGS.split("|")):
        stems = content_words(group)
        if stems:
            first = found.get(stems[0], stems[0])
            found |= {stem: found.get(stem, first) for stem in stems}
    return found


_ONE = _one_for_all()


def deeds(text: str) -> tuple[str, ...]:
    """Return the content words of a text, in order, each with one form for all words of its deed."""
    return tuple(_ONE.get(word, word) for word in content_words(text))
