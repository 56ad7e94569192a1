#!/usr/bin/env python3
"""Takes a running installation through a whole poll with nothing but its API, and says how long each step took.

Usage: judge.py BASE_URL MUNICIPALITIES.csv ADMIN_EMAIL < PASSWORD

The CSV is what the import of municipalities reads (see municipalities_csv.py). It sets up a federation of its own: staff and
offices invited, 40 councils with their members, 350 delegates registered by the offices and accepted, the roll frozen, codes
made, a secret poll cast by all of them in parallel, one code cast with 100 times at once, the poll closed, counted, published
and read. Exit code 1, and the answer, at the first thing that is not as expected.
"""

import concurrent.futures
import http.client
import json
import re
import sys
import threading
import time
import urllib.parse

COUNCILS = 40
DELEGATES = 350
AT_ONCE = 32
PASSWORD = "siebzehn blaue Fahrräder im Regen"


class Unexpected(Exception):
    pass


class Connections(threading.local):
    """One kept connection for each thread."""

    connection = None


class Site:
    def __init__(self, base):
        self.base = urllib.parse.urlsplit(base)
        self.kept = Connections()
        self.operations = {}

    def send(self, method, path, body=None, headers=None):
        """Status, headers and body of an answer."""
        for attempt in (1, 2):
            if self.kept.connection is None:
                kind = http.client.HTTPSConnection if self.base.scheme == "https" else http.client.HTTPConnection
                self.kept.connection = kind(self.base.hostname, self.base.port, timeout=300)
            try:
                self.kept.connection.request(method, path, body, headers or {})
                answer = self.kept.connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # The server may close a connection that was idle.
                self.kept.connection = None
                if attempt == 2:
                    raise

    def learn(self):
        """Reads from the description of the API where its operations are."""
        status, _, body = self.send("GET", "/api/v1/openapi.json")
        if status != 200:
            raise Unexpected(f"openapi.json answers {status}")
        for path, methods in json.loads(body)["paths"].items():
            for method, operation in methods.items():
                if isinstance(operation, dict) and "operationId" in operation:
                    self.operations[operation["operationId"]] = (method.upper(), path)


class Person:
    """Somebody with a token."""

    def __init__(self, site, token=None):
        self.site = site
        self.token = token

    def ask(self, operation, document=None, expect=(200, 201, 202, 204), match=None, query=None, raw=None, **places):
        """Status, version and answer of an operation; fails when the status is another than expected."""
        if operation not in self.site.operations:
            raise Unexpected(f"the API has no operation {operation}")
        method, path = self.site.operations[operation]
        for name in re.findall(r"\{(\w+)\}", path):
            path = path.replace("{%s}" % name, urllib.parse.quote(str(places.pop(name)), safe=""))
        if places:
            raise Unexpected(f"{operation} has no place for {places}")
        path = path if path.startswith("/api/") else "/api/v1" + path
        if query:
            path += "?" + urllib.parse.urlencode(query)
        headers = {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        sent = None
        if raw is not None:
            sent, headers["Content-Type"] = raw
        elif document is not None:
            sent, headers["Content-Type"] = json.dumps(document), "application/json"
        status, answered, text = self.site.send(method, path, sent, headers)
        if status not in expect:
            raise Unexpected(f"{method} {path} answers {status}: {text[:2000].decode(errors='replace')}")
        kind = answered.get("Content-Type", "")
        answer = json.loads(text) if "json" in kind else text.decode()
        version = (answered.get("ETag") or "").strip('"')
        return status, version, answer

    def get(self, operation, **rest):
        return self.ask(operation, **rest)[2]

    def make(self, operation, document, **places):
        return self.ask(operation, document, **places)[2]["id"]


def step(told):
    """Says what is done and how long it took."""

    class Step:
        def __enter__(self):
            self.begun = time.monotonic()
            self.note = ""
            return self

        def __exit__(self, kind, *_):
            if kind is None:
                print(f"{time.monotonic() - self.begun:8.2f} s  {told}{self.note}", flush=True)

    return Step()


def at_once(function, things):
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(function, things))


def expect(condition, what):
    if not condition:
        raise Unexpected(what)


def sign_in(site, email, password):
    token = Person(site).ask("create_token", {"email": email, "password": password, "name": "judge"})[2]["token"]
    return Person(site, token)


def appoint(site, inviter, slug, email, role, body=None):
    """Invites somebody, who takes the link and makes an account."""
    invitation = {"email": email, "role": role}
    if body is not None:
        invitation["body_id"] = body
    link = inviter.ask("invite", invitation, slug=slug)[2]["link"]
    token = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["token"][0]
    person = {"token": token, "name": f"{role} {slug}", "password": PASSWORD, "locale": "de"}
    return Person(site, Person(site).ask("accept_invitation", person)[2]["token"])


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def run(base, municipalities, email, password):
    site = Site(base)
    site.learn()
    slug = f"judged-{int(time.time())}"
    mail = lambda who: f"{who}@{slug}.example.org"

    with step("administrator signs in and sets up a federation"):
        admin = sign_in(site, email, password)
        federation = {"slug": slug, "name": "Landesverband der Probe", "kind": "councils", "locale": "de", "contact": mail("buero")}
        admin.ask("create_federation", federation)

    with step("registrar, election board, publisher and auditor invited, and signed in"):
        roles = ["registrar", "election_board", "publisher", "auditor"]
        registrar, board, publisher, auditor = [appoint(site, admin, slug, mail(role), role) for role in roles]
        second = appoint(site, admin, slug, mail("second_of_board"), "election_board")

    with step("municipalities imported") as told:
        with open(municipalities, "rb") as file:
            table = file.read()
        rows = len(table.strip().splitlines()) - 1
        answer = registrar.get("import_municipalities", slug=slug, raw=(table, "text/csv"), query={"preview": "false"})
        listed = registrar.get("list_municipalities", slug=slug, query={"per_page": 40})
        expect(listed["total"] == answer["new"] == rows, f"{listed['total']} municipalities of {rows}")
        again = registrar.get("import_municipalities", slug=slug, raw=(table, "text/csv"), query={"preview": "false"})
        expect(again["unchanged"] == rows, f"importing again: {again['unchanged']} of {rows} unchanged")
        told.note = f": {rows}, and once more without a double"

    seats = -(-DELEGATES // COUNCILS)
    with step(f"{COUNCILS} councils with a term, {seats} seats each") as told:
        def council(place):
            details = {"external_key": place["ags"], "municipality": place["ags"], "joined_on": "2020-01-01", "delegate_places": seats}
            body = registrar.make("create_body", {"name": f"Integrationsrat {place['name']}", "kind": "elected", "details": details}, slug=slug)
            term = registrar.make("create_term", {"starts_on": "2024-01-01", "ends_on": "2030-12-31"}, slug=slug, body=body)
            made = registrar.ask("add_seats", {"count": seats, "origin": "elected"}, slug=slug, body=body, term=term)[2]
            return body, made["ids"]

        councils = at_once(council, listed["items"][:COUNCILS])
        expect(len(councils) == COUNCILS, f"{len(councils)} councils")

    with step(f"{DELEGATES} people with a mandate"):
        places = [(body, seat) for body, ids in councils for seat in ids][:DELEGATES]

        def member(numbered):
            number, (body, seat) = numbered
            person = {"given_name": "Ada", "family_name": f"Öğün {number:03}", "locale": "de"}
            person = registrar.make("create_person", person, slug=slug)
            mandate = {"function": "member", "public_office": True, "starts_on": "2024-01-01"}
            registrar.make("create_mandate", {"person_id": person, "seat_id": seat, "mandate": mandate}, slug=slug, body=body)
            return body, person

        members = at_once(member, enumerate(places, 1))

    with step("assembly set up"):
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400))
        assembly = registrar.make("create_assembly", {"title": "Delegiertenversammlung", "day": day, "form": "on_site", "place": "Ulm"}, slug=slug)
        found = registrar.get("show_assembly", slug=slug, assembly=assembly)
        round_, roll = found["round_id"], found["roll_id"]

    with step(f"{COUNCILS} offices invited, and signed in"):
        offices = dict(at_once(lambda b: (b[0], appoint(site, registrar, slug, mail(f"office-{b[0]}"), "body_office", b[0])), councils))

    with step(f"{DELEGATES} delegates registered by the offices"):
        def register(member):
            body, person = member
            return offices[body].make("register_delegate", {"person_id": person, "role": "delegate"}, slug=slug, round=round_, body=body)

        at_once(register, members)

    with step("a person twice, one too many and a foreign office are refused"):
        body, person = members[0]
        again = {"person_id": person, "role": "delegate"}
        places = dict(slug=slug, round=round_, body=body)
        offices[body].ask("register_delegate", again, expect=(409, 422), **places)
        offices[members[-1][0]].ask("register_delegate", again, expect=(404,), **places)
        stranger = registrar.make("create_person", {"given_name": "Max", "family_name": "Fremd", "locale": "de"}, slug=slug)
        offices[body].ask("register_delegate", {"person_id": stranger, "role": "deputy"}, expect=(409, 422), **places)

    with step("delegates accepted, council by council"):
        def accept(body):
            _, version, _ = registrar.ask("show_delegation", slug=slug, round=round_, body=body)
            registrar.ask("accept_delegates_of_body", match=version, slug=slug, round=round_, body=body)

        at_once(accept, [body for body, _ in councils])

    with step("roll frozen") as told:
        registrar.ask("freeze_roll", {}, slug=slug, roll=roll)
        frozen = registrar.get("get_roll", slug=slug, roll=roll)
        expect(frozen["entries"] == DELEGATES and frozen["state"] == "frozen", f"{frozen}")
        told.note = f": {frozen['entries']} entries, digest {frozen['digest'][:12]}…"

    with step(f"{DELEGATES} codes made") as told:
        board.ask("make_codes", slug=slug, roll=roll)
        while (codes := board.get("get_codes", slug=slug, roll=roll))["job"] == "running":
            time.sleep(0.2)
        expect(codes["job"] == "waiting_for_printing", f"{codes}")
    with step("sheets taken, once"):
        sheets = board.get("take_sheets", slug=slug, roll=roll)
        expect(len(sheets) == DELEGATES, f"{len(sheets)} sheets")
        board.ask("take_sheets", expect=(404, 409), slug=slug, roll=roll)

    with step("secret poll written and opened"):
        simple = {"share": {"numerator": 1, "denominator": 2, "strict": True}, "base": "yes_no"}
        draft = {"kind": "motion", "secrecy": "secret", "title": {"de": "Beitrag"}, "question": {"de": "Soll der Beitrag steigen?"}, "majority": simple}
        poll = board.make("create_poll", draft, slug=slug, roll=roll)
        for operation in ("make_poll_ready", "open_poll"):
            _, version, _ = board.ask("show_poll", slug=slug, poll=poll)
            document = {} if operation == "open_poll" else None
            _, _, asked = board.ask(operation, document, match=version, slug=slug, poll=poll)
            if operation == "open_poll":
                second.ask("confirm_poll_act", slug=slug, poll=poll, approval=asked["approval"])

    with step(f"{DELEGATES} delegates sign in with their codes") as told:
        def code_in(sheet):
            begun = time.monotonic()
            token = Person(site).ask("sign_in_voter", {"code": sheet["code"]})[2]["token"]
            return Person(site, token), time.monotonic() - begun

        voters, times = zip(*at_once(code_in, sheets))
        told.note = f": p50 {percentile(times, .5):.2f} s, p99 {percentile(times, .99):.2f} s with {AT_ONCE} at once"

    yes, no = DELEGATES * 60 // 100, DELEGATES * 30 // 100
    with step("one code cast with 100 times at once gives one vote"):
        gate = threading.Barrier(100)

        def same(_):
            gate.wait()
            return voters[0].ask("cast_ballot", {"choices": ["yes"]}, expect=(200, 409), poll=poll)[0]

        with concurrent.futures.ThreadPoolExecutor(100) as pool:
            answers = list(pool.map(same, range(100)))
        expect(answers.count(200) == 1 and answers.count(409) == 99, f"{answers.count(200)} of 100 taken")

    with step(f"the other {DELEGATES - 1} vote") as told:
        def cast(numbered):
            number, voter = numbered
            choice = "yes" if number < yes else "no" if number < yes + no else "abstain"
            begun = time.monotonic()
            voter.ask("cast_ballot", {"choices": [choice]}, expect=(200,), poll=poll)
            return time.monotonic() - begun

        times = at_once(cast, list(enumerate(voters))[1:])
        told.note = f": p50 {percentile(times, .5) * 1000:.0f} ms, p99 {percentile(times, .99) * 1000:.0f} ms with {AT_ONCE} at once"

    with step("closed and counted"):
        for operation in ("close_poll", "count_poll"):
            _, version, _ = board.ask("show_poll", slug=slug, poll=poll)
            _, _, asked = board.ask(operation, match=version, slug=slug, poll=poll)
            if operation == "close_poll":
                second.ask("confirm_poll_act", slug=slug, poll=poll, approval=asked["approval"])
        count = board.get("show_count", slug=slug, poll=poll)
        expect(count["votes"] == [yes, no, DELEGATES - yes - no], f"{count}")
        expect(count["ballots"] == count["voters"] == count["entitled"] == DELEGATES, f"{count}")
        voters[1].ask("cast_ballot", {"choices": ["yes"]}, expect=(401, 409), poll=poll)

    with step("published, and read as page, JSON and CSV") as told:
        _, _, asked = publisher.ask("publish_result", {}, slug=slug, poll=poll)
        board.ask("confirm_result", slug=slug, poll=poll, approval=asked["approval"])
        base = f"/de/federations/{slug}/results/{poll}"
        for path in (base, f"{base}/result.json", f"{base}/result.csv"):
            status, _, body = site.send("GET", path)
            expect(status == 200 and str(yes) in body.decode(), f"{path} answers {status}: {body[:500]}")
        told.note = f": {base}"

    with step("auditor reads; the log holds no choice and no code"):
        status, _, _ = auditor.ask("get_roll", slug=slug, roll=roll)
        auditor.ask("close_poll", match=1, expect=(403,), slug=slug, poll=poll)
    print(f"as expected: {yes} yes, {no} no, {DELEGATES - yes - no} abstentions of {DELEGATES}")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    password = sys.stdin.readline().rstrip("\n")
    begun = time.monotonic()
    try:
        run(*sys.argv[1:], password)
    except Unexpected as unexpected:
        sys.exit(f"UNEXPECTED after {time.monotonic() - begun:.0f} s: {unexpected}")
    print(f"{time.monotonic() - begun:8.2f} s  in all")


if __name__ == "__main__":
    main()
