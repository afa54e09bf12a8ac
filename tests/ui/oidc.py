"""A small OpenID Connect provider on this machine: discovery, authorization code, signed tokens, keys."""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = {"client_id": "dateline-test", "client_secret": "not-a-secret-of-anybody"}


class Provider:
    """Logs in whoever is named by ``person``, signing with ``key`` and publishing ``shown`` (the same, unless forged)."""

    def __init__(self) -> None:
        self.key = self.shown = RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256", "use": "sig"})
        self.person: dict[str, object] = {}
        self.codes: dict[str, dict[str, object]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def secrets_toml(self, app_url: str) -> str:
        """Return the section that a team would put into its secrets.toml."""
        pairs = {
            "redirect_uri": f"{app_url}/oauth2callback",
            "cookie_secret": secrets.token_hex(32),
            **CLIENT,
            "server_metadata_url": f"{self.url}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in pairs.items())

    def forge(self) -> None:
        """Sign from now on with a key that is not the published one."""
        self.key = RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256", "use": "sig"})

    def discovery(self) -> dict[str, object]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "scopes_supported": ["openid", "email", "profile"],
        }  # fmt: skip

    def authorized(self, query: dict[str, list[str]]) -> str:
        """Return where the browser goes with a code for the person of this moment."""
        code = secrets.token_urlsafe(12)
        self.codes[code] = {"nonce": query.get("nonce", [None])[0], **self.person}
        return f"{query['redirect_uri'][0]}?{urlencode({'code': code, 'state': query['state'][0]})}"

    def token(self, form: dict[str, list[str]]) -> dict[str, object]:
        """Return the signed token of a code; a code is good once."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT["client_id"],
            "iat": now,
            "exp": now + 600,
            **self.codes.pop(form["code"][0]),
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {
            "access_token": secrets.token_urlsafe(12),
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": signed,
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorized(parse_qs(parts.query)))
                    self.end_headers()
                elif parts.path == "/keys":
                    self._json({"keys": [provider.shown.as_dict(private=False)]})
                else:
                    self._json(provider.discovery())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._json(provider.token(parse_qs(body)))

            def _json(self, value: object) -> None:
                body = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
