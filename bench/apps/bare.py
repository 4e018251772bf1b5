"""The floor on Streamlit: one select box, and the word that was chosen."""

import streamlit as st

chosen = st.selectbox("Field", ["manufacturing", "trade", "information", "health"], key="field")
st.markdown(f"Chosen: **{chosen}**")
