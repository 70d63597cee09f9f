"""Limits of the Bot API 10.1, as its specification states them. Characters are code points."""

from __future__ import annotations

TEXT = 4096
RAW_TEXT_BYTES = 32768  # before entities are parsed; from the API server's source
CAPTION = 1024
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER = 200
COPY_TEXT = 256
BUTTONS = 100
BUTTONS_A_ROW = 8
PHOTO_BYTES = 10 << 20
PHOTO_SIDES = 10000  # width and height together
PHOTO_RATIO = 20
PHOTO_LONG_SIDE = 1280  # what Telegram keeps of a photo
UPLOAD_BYTES = 50 << 20
DOWNLOAD_BYTES = 20 << 20
THUMBNAIL_BYTES = 200 << 10
GROUP_MOST = 10
COMMANDS = 100
COMMAND_DESCRIPTION = 256
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
NAME = 64
DELETE_SECONDS = 48 * 3600
DELETE_AT_ONCE = 100
QUERY_SECONDS = 150  # a callback query, as an update and as something to answer
UPDATE_SECONDS = 24 * 3600  # every other update
LINK_SECONDS = 3600  # how long a download link holds
POLL_SECONDS = 50
RETRY_MOST_SECONDS = 60
RETRY_AFTER_MOST_SECONDS = 3600
WEBHOOK_SECONDS = 60
SECRET = 256
