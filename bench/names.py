"""Names of the contenders, as tables and files have them."""

from typing import Final

BARE: Final = "bare Streamlit"
USUAL: Final = "usual Streamlit map"
DASH: Final = "Dash"
OURS: Final = "ours"
