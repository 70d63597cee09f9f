"""Photos: taken in, laid side by side."""

from bot.photos.compare import side_by_side
from bot.photos.pipeline import take_in
from bot.photos.service import PhotoService

__all__ = ["PhotoService", "side_by_side", "take_in"]
