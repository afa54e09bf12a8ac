"""The words that saying, titles, offices and names are made of."""

from __future__ import annotations

from rag.text import speakers
from rag.text.dates import MONTH_NAMES, WEEKDAYS

SAYS = frozenset(
    "said says told tells added adds announced announces stated states affirmed affirms warned warns claimed claims "
    "denied denies argued argues noted notes stressed stresses confirmed confirms insisted insists explained explains "
    "replied replies responded responds declared declares acknowledged acknowledges admitted admits conceded concedes "
    "asserted asserts alleged alleges emphasized emphasised emphasizes emphasises reiterated reiterates remarked "
    "recalled recalls vowed vows pledged pledges promised promises urged urges cautioned cautions complained complains "
    "joked jokes concluded concludes observed commented testified testifies suggested suggests wrote writes tweeted "
    "tweets posted criticized criticised praised condemned condemns rejected rejects proposed proposes revealed "
    "disclosed maintained maintains predicted predicts estimated recounted quipped continued answered asked asks "
    "texted emailed clarified clarifies called calls described describes boasted lamented contended contends exclaimed shouted mused retorted countered "
    "counters questioned yelled chanted advised underlined underscored highlighted hinted pleaded demanded demands signaled signalled informed "
    "accused accuses apologised apologized apologises apologizes disputed disputes dismissed dismisses refuted "
    "refutes reported reports commended lauded hailed slammed blasted denounced decried branded welcomed shared".split()
)
"""Verbs of saying, in the forms that stand after a subject."""

DENYING = frozenset("denied denies denying".split())
"""Verbs whose subject says that it is not so: quoted words behind them are what he does not say."""

REJECTING = frozenset(
    "rejected rejects rejecting dismissed dismisses dismissing disputed disputes disputing refuted refutes refuting "
    "condemned condemns condemning criticised criticized criticising criticizing questioned questioning denounced "
    "slammed blasted decried".split()
)
"""Verbs whose subject speaks against a claim: what stands behind its "that" is the claim."""

CLAIMS = frozenset(
    "claim claims allegation allegations suggestion suggestions accusation accusations rumour rumours rumor rumors "
    "notion idea insinuation insinuations assertion assertions charge charges reports".split()
)
"""Nouns whose "that" brings words which need not be those of the speaker."""

NEGATED = frozenset("no not neither nor none nobody few hardly".split())
"""Words in front of a subject with which nobody of that name says it."""

QUOTES_ONLY = frozenset(
    "texted emailed called calls described describes wrote writes posted tweeted tweets asked asks continued concluded recalled "
    "recalls exclaimed shouted mused joked jokes quipped observed answered replied responded responds posted "
    "praised criticized criticised highlighted hinted pleaded demanded demands advised rejected rejects proposed "
    "proposes suggested suggests maintained maintains revealed disclosed accused accuses condemned condemns "
    "questioned estimated states notes claims estimates apologised apologized apologises apologizes disputed disputes "
    "dismissed dismisses refuted refutes reported reports commended lauded hailed slammed blasted denounced decried "
    "branded welcomed shared".split()
)
"""Those that introduce reported speech only with "that": otherwise they have other senses."""

SAYING = frozenset(
    "saying adding noting stating calling telling writing warning arguing claiming insisting stressing explaining "
    "describing declaring announcing asking urging asserting tweeting posting suggesting".split()
)
NO_ADVERBS = frozenset(
    "family assembly supply monopoly ally rally bully anomaly weekly daily monthly reply elderly friendly".split()
)
"""Words in -ly that are no adverbs: ``The family said``."""
GOES_ON = frozenset("said says added adds wrote writes replied insisted tweeted texted".split())
"""Verbs that behind "and" have the subject of the sentence: the others may be passive there (``was held and told``)."""
REPORTING = frozenset("reported reports".split())
"""Verbs of a newspaper: they report where they close the sentence, and have other senses elsewhere."""

NEVER_INVERTED = frozenset("told tells called calls described describes urged urges accused accuses praised".split())

SKIPPED = frozenset(
    "has have had also later then further again earlier all both once already just first previously since now too "
    "both himself herself themselves itself recently repeatedly today yesterday reportedly tonight still even".split()
)
"""Words between a subject and its verb of saying."""

BE = frozenset("is was were are be been being".split())
HAVE = frozenset("has have had".split())
_MODALS = frozenset("would could might may should must will can cannot".split())
FINITE = BE - {"be", "been", "being"} | HAVE | _MODALS
"""Verbs that close a subject, whatever they help."""
NOT_SAID = (
    BE | _MODALS
    | frozenset("never not no nobody none to didn't hasn't hadn't haven't doesn't don't isn't wasn't without".split())
)  # fmt: skip

CONJUNCTIONS = frozenset("and but or yet so nor plus then however meanwhile also still instead moreover".split())
SUBORDINATORS = frozenset(
    "if whether unless after when while as because since until although though before once that who whom whose "
    "which where what how why than whatever".split()
)
PREPOSITIONS = frozenset(
    "of for at with in from to by on near about against among between under over into onto within without "
    "representing behind outside inside across around amid during through toward towards like via per".split()
)
DESCRIBING = frozenset("familiar close briefed aware involved".split())
"""Words behind a role that describe it: ``a person close to the talks``."""
DAYS = frozenset(WEEKDAYS)
DETERMINERS = frozenset(
    "the a an his her its their our my this that these those some several many most other another one two three "
    "four five both all no any each every multiple numerous various".split()
)
PRONOUNS = frozenset("he she they it".split())
PARTICLES = frozenset("van von der den de del della da di dos du la le el al bin ibn ben y ter ten af av zu e".split())
OPENING_PARTICLES = frozenset("van von der de del della da di du la le al bin ter".split())
"""Those that may begin a name without its first name: ``von der Leyen said``."""

TITLES = speakers.TITLES | frozenset(
    "premier sens reps congressman congresswoman lieutenant lt major maj admiral adm commander corporal cpl private "
    "officer detective inspector constable sheriff superintendent marshal attorney solicitor counsel administrator "
    "manager coach ceo cfo coo cto founder co-founder cofounder analyst economist councilman councilwoman "
    "councilmember councillor councilor alderman rev reverend bishop archbishop cardinal father rabbi imam sheikh "
    "ayatollah hon undersecretary envoy delegate mp msp mep treasurer comptroller correspondent reporter editor "
    "author actor actress singer researcher scientist democrat republican conservative whip lawmaker supt det insp "
    "pfc spc cmdr brig messrs PM prosecutor presenter host adviser advisor strategist columnist critic historian "
    "lawyer nurse goalkeeper midfielder assemblywoman assemblyman assemblymember pastor deacon evangelist executive "
    "advocate".split()
)
"""Words in front of a name that are no part of it."""

ROYAL = frozenset("king queen prince princess pope saint st emperor sultan emir".split())

PERSON_ROLES = frozenset(
    "master skipper spokesman spokeswoman spokesperson minister president chancellor premier secretary senator governor mayor chief "
    "director chairman chairwoman chair ambassador commissioner deputy general colonel captain sergeant officer "
    "detective inspector sheriff superintendent judge justice attorney prosecutor lawyer leader head administrator "
    "manager coach ceo founder co-founder analyst economist professor researcher scientist author editor teacher "
    "official adviser advisor aide representative lawmaker congressman congresswoman doctor physician nurse "
    "resident neighbor neighbour witness victim mother father son daughter brother sister wife husband man woman "
    "student expert critic member source person owner worker employee executive candidate envoy diplomat speaker "
    "king queen prince princess pope bishop priest pastor organizer organiser activist historian epidemiologist "
    "insider veteran reporter correspondent journalist driver farmer passenger player captain PM assemblywoman "
    "assemblyman assemblymember councilwoman councilman councillor councilor actor actress singer comedian musician "
    "rapper filmmaker presenter host anchor columnist pontiff duke duchess businessman businesswoman engineer pilot "
    "firefighter fisherman athlete striker goalkeeper midfielder quarterback swimmer survivor relative uncle aunt "
    "cousin grandmother grandfather niece nephew girlfriend boyfriend friend colleague classmate strategist pollster "
    "grandson granddaughter participant attendee fan viewer customer voter shopper patient tenant homeowner guest tourist "
    "traveller traveler reviewer spectator onlooker bystander protester demonstrator supporter volunteer commentator "
    "mom mum dad defendant plaintiff suspect teenager boy girl lieutenant treasurer dean vicar rabbi imam delegate negotiator "
    "mediator".split()
)
GROUP_ROLES = frozenset(
    "ministry ministers government governments administration company companies firm firms police department agency "
    "agencies side sides couple couples people court courts union bank banks party parties council committee commission authority "
    "authorities opposition army military navy coastguard force forces campaign group groups office team club prosecutors "
    "investigators analysts experts researchers scientists leaders operator service board federation association "
    "organization organisation officials lawmakers lawyers witnesses residents critics supporters protesters doctors "
    "economists democrats republicans conservatives senators members parents neighbors neighbours sources workers "
    "employees executives diplomats families family network university school hospital airline retailer carmaker "
    "automaker newspaper magazine regulator regulators watchdog spokespeople spokesmen advocates activists "
    "organizers organisers governors mayors judges attorneys meteorologists forecasters firefighters troops "
    "state city county country house embassy parliament statement report coalition alliance ally allies envoys "
    "negotiators mediators detectives officers deputies teachers students historians players delegation bureau center "
    "centre institute foundation charity church league panel jury cabinet kingdom nation nations regime rebels "
    "militants militia representatives aides advisers advisors observers opponents victims study survey poll analysis filing lawsuit complaint indictment brief "
    "document documents records website outlet affidavit institution paper papers broadcaster tabloid site publication "
    "channel station media charities insiders prosecution defence defense drugmaker chipmaker planemaker steelmaker nonprofit startup chain publisher insurer lender utility manufacturer supplier authors co-authors post memo letter tweet message email caption release bulletin notice".split()
)
ROLES = PERSON_ROLES | GROUP_ROLES
_TRADES = ("ist", "ician", "ographer")
_LISTS = ("checklist", "shortlist", "playlist", "wishlist", "blacklist", "backlist")


def is_role(word: str) -> bool:
    """Return whether a word says what somebody is: ``mayor``, ``ex-mayor``, ``biologist``, ``technicians``."""
    singular = word.removesuffix("s")
    trade = singular.endswith(_TRADES) and len(singular) > 6 and not singular.endswith(_LISTS)
    return word in ROLES or {word.split("-")[-1], singular} & PERSON_ROLES != set() or trade


def is_opener(word: str) -> bool:
    """Return whether a first word is a role: ``Police``, ``Biologists``, and not the surname Lindqvist."""
    return word in ROLES or (word.endswith("s") and is_role(word))


OFFICES = frozenset(
    "state staff health defense defence interior finance justice education energy labor labour commerce transport "
    "transportation treasury agriculture homeland security war foreign affairs police navy army parliament".split()
)
PARTIES = frozenset("republican democrat democratic conservative".split())
SOME = frozenset("one two three some many most several".split())
"""Words in front of "of" for some of a group: ``one of the lawyers``."""
SEVERAL = frozenset("few dozen hundred thousand couple handful".split())
"""Words between "a" and a noun of several: ``a few experts``."""

ORG_WORDS = frozenset(
    "ministry department university college school council party bank inc corp co ltd llc plc police agency commission "
    "union court house senate congress parliament committee institute association group center centre foundation "
    "times post news journal tribune herald gazette guardian today press television radio network company board "
    "bureau service services office administration authority republic kingdom states nations federation league club "
    "hospital church museum organization organisation fund alliance coalition campaign society trust exchange "
    "airlines airways motors pictures studios records entertainment games systems technologies energy army navy guard "
    "force corps division laboratory observatory almanac academy system county city district assembly reserve treasury "
    "program programme project initiative team chamber cabinet embassy hall street twitter facebook speedway "
    "democrats republicans conservatives index survey prison international centers centres".split()
)

DOCUMENTS = frozenset(
    "statement post memo letter tweet message email caption release bulletin notice report filing document".split()
)
"""What reads: ``"...", the statement read``; of one ``from`` or ``by`` somebody the words are his."""
READS = frozenset("read reads".split())
"""Verbs of saying of a document alone."""

NOT_NAMES = frozenset(
    "the a an and but or so if in on at by for from to with of after before when while as since until although though "
    "because despite during under over about against among between into through he she they it we i you his her its "
    "their our my your this that these those there here who what why how where which some many most all no not one "
    "two three four five six seven eight nine ten both each every few several neither nor none unlike however meanwhile also according today "
    "yesterday tomorrow tonight now then later earlier still yet even only just instead moreover furthermore "
    "additionally separately speaking asked once perhaps again recently finally last next first second third "
    "jan feb aug sept oct nov dec mon tue tues wed thu thurs fri sat sun et am pm "
    "another other others former late such nearly almost more like it's that's he's she's i'm we're they're "
    "local federal senior top longtime fellow lead based breaking video photo photos image read watch more updated "
    "via yes well oh ok thanks plus off out up down back let please do did does is are was were be been has have had "
    "can could will would should may might must".split()
) | {*WEEKDAYS, *MONTH_NAMES}

MEN = frozenset(
    "adam adrian ahmed alan albert alexander ali andrei andrew andy anthony antonio arthur barack ben benjamin "
    "bernard bernie bill bob boris brad brandon brendan brett brian bruce bruno carl carlos charles chris christopher "
    "chuck colin craig cyril dan daniel dave david dennis derek diego dmitry dominic donald doug douglas dwayne ed "
    "edward elliott elon emmanuel eric ernest ethan eugene felix fernando francis francisco frank fred gary gavin "
    "george gerald gilbert gordon graham greg gregory guy hans harold harry hassan henry herbert howard hugh hunter "
    "ian igor isaac ivan jack jacob jake james jason javier jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel "
    "john jon jonathan jorge jose joseph josh joshua juan julian justin karl keith keir ken kenneth kevin kyle larry "
    "lawrence leo leon leonard lloyd louis lucas luis luke manuel marc marco marcus mario mark martin matt matthew "
    "maurice max michael miguel mike mitch mohamed mohammed muhammad narendra nathan neil nicholas nick nicolas nigel "
    "noah norman oleg oliver omar oscar owen pablo patrick paul pavel pedro pete peter phil philip pierre rafael ralph "
    "ray raymond ricardo richard rick rob robert roberto rodrigo roger roman ron ronald roy russell ryan samuel scott "
    "sean sergei sergey simon stanley stefan stephen steve steven stuart ted terry thomas tim timothy tobias todd tom "
    "tony travis trevor victor vincent vladimir volodymyr walter warren wayne william xavier xi yusuf zachary".split()
)
EITHER = frozenset(
    "alex alexis andrea angel ashley casey chris dana daniele gabriele jamie jan jean jordan kerry kim lee leslie marian "
    "michele nicola noel pat rene robin sam sascha sasha simone taylor terry toni tracy".split()
)
"""First names that women and men have, here or elsewhere: they settle nothing between two people."""
WOMEN = frozenset(
    "abigail alexandra alexandria alice alicia alison amanda amber amelia amy ana andrea angela angelina anita ann "
    "anna anne annie antonia ashley audrey barbara beth betty beverly brenda bridget britney camilla carmen carol "
    "caroline catherine cecilia charlotte chelsea cheryl christina christine cindy claire clara claudia cynthia "
    "danielle deborah debra diana diane donna dorothy edith eileen elaine eleanor elena elise elizabeth ella ellen "
    "emily emma erin esther eva evelyn fatima fiona florence frances gabriela gail georgia gina giorgia gloria grace "
    "greta gretchen hannah heather heidi helen hillary holly ida ilsa ingrid irene isabel jacqueline jane janet janice "
    "jasmine jean jeanne jenna jennifer jenny jessica jill joan joanna josephine joyce judith judy julia julie kaja "
    "kamala karen karine kate katherine kathleen kathryn kathy katie kayla kelly kim kimberly kirsten kristen laura "
    "lauren lena leslie letitia lillian linda lisa liz lola lori louise lucia lucy lydia lynn madeleine margaret maria "
    "marie marina marjorie martha mary maya megan melania melissa mia michelle michele miranda molly monica nadia "
    "nancy naomi natalia natalie nicole nikki nina nora olga olivia pamela patricia paula penny phoebe priya rachel "
    "rebecca regina renee rita rosa rose rosemary ruth sally samantha sandra sara sarah sharon sheila shirley sofia "
    "sonia sophia sophie stacey stella stephanie sue susan suzanne sylvia tamara tammy tara teresa theresa tiffany "
    "tina tulsi ursula valerie vanessa vera veronica victoria virginia wanda wendy yvonne yvette zoe".split()
)

PLACES = frozenset("alexandria charlotte chelsea florence georgia victoria virginia".split())
"""Given names that alone may be a place, or a team: ``Georgia said it would count again``."""

# Made once: a union written where a word is looked up is made for every word.
GIVEN_NAMES = MEN | WOMEN
OF_PERSONS = PERSON_ROLES | TITLES
"""Words that stand with a person's name only."""
LINKS = CONJUNCTIONS | SUBORDINATORS
