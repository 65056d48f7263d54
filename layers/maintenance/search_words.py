"""The words of Search Console's exports in the languages of its page. Columns are told by these, else by their position.

A heading of a comparison has the period beside the figure: "Last 3 months Clicks", "3 mois précédents Clics".
"""

from collections.abc import Mapping
from typing import Literal

Figure = Literal["clicks", "impressions", "ctr", "position"]

# In small letters and without accents, as `folded` in search_reading.py gives them; the longest match decides
FIGURES: Mapping[Figure, tuple[str, ...]] = {
    "clicks": (
        "clicks", "klicks", "clics", "clic", "cliques", "klikken", "kliknuti", "klikniecia", "klick", "klik", "kattintasok",
        "clicuri", "tiklamalar", "クリック数", "点击次数", "點擊", "클릭수", "клики", "кліки", "klikk",
    ),
    "impressions": (
        "impressions", "impressionen", "impresiones", "impressioni", "impressoes", "vertoningen", "weergaven", "zobrazeni",
        "wyswietlenia", "visningar", "visninger", "megjelenitesek", "afisari", "gosterimler", "tayangan", "表示回数", "展示",
        "曝光", "노출", "показы", "покази",
    ),
    "ctr": ("ctr", "klickrate", "クリック率", "点击率", "點閱率", "taux de clics"),
    "position": (
        "position", "posicion", "posizione", "posicao", "positie", "pozice", "pozycja", "pozicio", "pozitie", "konum",
        "posisi", "掲載順位", "排名", "게재순위", "게재 순위", "позиция", "позиція",
    ),
}  # fmt: skip
QUERIES = (
    "queries", "query", "suchanfragen", "requetes", "consultas", "query piu", "zoekopdrachten", "dotazy", "zapytania",
    "クエリ", "查询", "검색어", "запрос", "sokfragor",
)  # fmt: skip
EARLIER = (
    "previous", "prior", "earlier", "vorherig", "vorig", "precedent", "anterior", "predchozi", "poprzedni", "foregaende",
    "前の期間", "以前", "이전", "предыдущ", "last year", "year ago",
)  # fmt: skip
YEAR = (
    "last year", "year ago", "previous year", "year over year", "vorjahr", "vorigen jahr", "letzten jahr", "annee",
    "an dernier", "ano anterior", "ano pasado", "ano passado", "anno scorso", "anno precedente", "vorig jaar", "predchozi rok",
    "minuly rok", "前年", "昨年", "去年", "작년",
)  # fmt: skip
