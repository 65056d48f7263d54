"""What Masthead knows. Layers think: typed values in, typed values out, no I/O.

intelligence  1  keyword -> landscape -> brief
generation    2  brief -> draft <-> editorial review
optimization  3  draft -> article: the SEO, AEO and GEO passes
publishing    4  article -> post: taxonomy, schema, links both ways
maintenance   5  inventory -> findings -> fixes

`nouns` holds the values that cross a layer, `errors` every error, `checks` every rule,
and `boundary` the only code that touches the network, the disk or the clock.
"""
