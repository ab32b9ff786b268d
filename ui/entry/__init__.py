"""The script that Streamlit runs. It stands apart: a folder ``pages`` beside it would be taken for it."""
