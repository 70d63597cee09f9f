"""One frozen Settings from the environment, read once at start. Nonsense is refused in one helpful line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

SECRETS = ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "PHOTO_STORE_URL", "WEBHOOK_SECRET", "MASTER_KEY")
"""Each may come from the file that NAME_FILE names, since container secrets are files. The file wins."""

NEED_A_TOKEN = (
    "bot_api_base_url",
    "bot_api_base_file_url",
    "webhook_url",
    "database_url",
    "photo_store_url",
)
"""Whoever sets one of these does not mean the sandbox, which keeps its own data and never theirs."""

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API: setWebhook.secret_token


class SettingsError(Exception):
    """A setting that cannot be used. The message is one line: which, why, and what to write."""


class Settings(BaseSettings):
    """Field names are the names of the environment, in lower case."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    telegram_bot_token: str | None = Field(None, repr=False)
    bot_api_base_url: str | None = None
    bot_api_base_file_url: str | None = None
    data_dir: Path = Path("data")
    database_url: str | None = Field(None, repr=False)
    photo_store_url: str | None = Field(None, repr=False)
    webhook_url: str | None = None
    webhook_port: int = Field(8443, ge=0, le=65535)
    webhook_secret: str | None = Field(None, repr=False)
    assess: Literal["on", "off"] = "on"
    photo_measure: Literal["on", "off"] = "off"
    master_key: str | None = Field(None, repr=False)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `read` passes in: the environment is read in one place, files included."""
        return (init_settings,)

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, token: str | None) -> str | None:
        if token is not None and not _TOKEN.fullmatch(token):
            raise ValueError(
                "is not a bot token. Ask @BotFather for one: it looks like 123456789:AbC… "
                "Unset it to try the bot in the sandbox."
            )
        return token

    @field_validator("bot_api_base_url", "bot_api_base_file_url")
    @classmethod
    def _base(cls, url: str | None, info: object) -> str | None:
        ending = "/file/bot" if "file" in getattr(info, "field_name", "") else "/bot"
        if url is not None and (urlsplit(url).scheme not in {"http", "https"} or not url.endswith(ending)):
            raise ValueError(f"has to begin with https:// or http:// and end in {ending}.")
        return url

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, url: str | None) -> str | None:
        if url is not None and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
            raise ValueError(
                "has to be the whole address Telegram sends to, such as https://example.org/telegram."
            )
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: str | None) -> str | None:
        if secret is not None and not _SECRET.fullmatch(secret):
            raise ValueError("takes 1 to 256 letters, digits, _ and -. Make one with: openssl rand -hex 32")
        return secret

    @field_validator("assess")
    @classmethod
    def _assess(cls, assess: str) -> str:
        if assess == "off":
            raise ValueError(
                "can only be on in this version: the diary without an assessment is still to come."
            )
        return assess

    @field_validator("photo_measure")
    @classmethod
    def _measure(cls, measure: str) -> str:
        if measure == "on":
            raise ValueError("can only be off in this version: photos are shown side by side, not measured.")
        return measure

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.telegram_bot_token is None:
            for name in NEED_A_TOKEN:
                if getattr(self, name) is not None:
                    raise ValueError(
                        f"TELEGRAM_BOT_TOKEN is missing, but {name.upper()} is set. Set both or neither."
                    )
        if (self.bot_api_base_url is None) != (self.bot_api_base_file_url is None):
            raise ValueError("BOT_API_BASE_URL and BOT_API_BASE_FILE_URL go together. Set both or neither.")
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError(
                "WEBHOOK_SECRET is missing, but WEBHOOK_URL is set. Make one with: openssl rand -hex 32"
            )
        return self

    @property
    def master_key_path(self) -> Path:
        """Where a generated master key lies: outside DATA_DIR, so that a copy of the data opens nothing."""
        home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        return Path(home) / "redpores" / "master.key"


def read(env: Mapping[str, str]) -> Settings:
    """Raises SettingsError with one line for the first thing that is wrong; no secret is ever in it."""
    values: dict[str, str] = {}
    for name in (field.upper() for field in Settings.model_fields):
        if (text := _value(env, name)) is not None:
            values[name.lower()] = text
    try:
        return Settings.model_validate(values)
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() + " " if first["loc"] else ""
        raise SettingsError(f"{name}{first['msg'].removeprefix('Value error, ')}") from None


def _value(env: Mapping[str, str], name: str) -> str | None:
    path = env.get(f"{name}_FILE") if name in SECRETS else None
    if path:
        try:
            secret = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as exc:
            why = exc.strerror if isinstance(exc, OSError) else "it is not text"
            raise SettingsError(f"{name}_FILE: {path} cannot be read ({why}). Check the path.") from None
        if not secret:  # going on as if it were not set would make a new key, or a new database
            raise SettingsError(f"{name}_FILE: {path} is empty. Write the value into it.")
        return secret
    text = env.get(name)
    if text is not None and not text.strip():
        raise SettingsError(f"{name} is set but empty. Give it a value, or unset it.")
    return text.strip() if text is not None else None
