"""What a paper of made-up people says on every page."""

from collections.abc import Mapping
from typing import Final

SAMPLE_MARK: Final = "DỮ LIỆU MẪU: KHÔNG PHẢI NGƯỜI THẬT, SỐ LIỆU VÀ VĂN BẢN LÀ ĐẶT RA"
SAMPLE_MARKS: Final[Mapping[str, str]] = {
    "vi": SAMPLE_MARK,
    "en": "SAMPLE DATA: NOT REAL PEOPLE, FIGURES AND TEXTS ARE MADE UP",
}
