"""Imprint: who operates the dashboard, whom to tell of errors, data protection, licences."""

import streamlit as st

from s3dash import config, frame, state
from s3dash.frame.imprint import facts, report
from s3dash.frame.sheet import page_sheet

page = frame.open_page(state.IMPRINT)
operator = config.operator()
frame.header(page)
frame.link_notes(page)
page_sheet("data")
st.title(page.words("imprint.title"), anchor=False)
st.subheader(page.words("imprint.operator_head"), anchor=False)
facts(
    page,
    operator=operator.operator,
    address=operator.address,
    responsible=operator.responsible,
)
st.subheader(page.words("imprint.report_head"), anchor=False)
report(page, operator.contact_email)
st.subheader(page.words("imprint.privacy_head"), anchor=False)
st.markdown(page.words("imprint.privacy"))
facts(page, privacy_contact=operator.privacy_contact)
st.subheader(page.words("imprint.licences_head"), anchor=False)
st.markdown(page.words("imprint.licences_data"))
boundaries = page.options.release.sources["vg250-2017"]
st.markdown(page.words("imprint.licences_geo", line=boundaries["line"]))
st.markdown(page.words("imprint.licences_font"))
frame.footer(page)
