"""Words that a line should not end with, by language: articles, and prepositions.

Only words that always belong to what follows; English "on" or "up" may end what was said before.
"""

BOUND: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "ca": "el la els les un una uns unes de del dels al als amb per a en",
        "cy": "y yr a'r o'r i'r a’r o’r i’r yn fy dy ei eu ein eich ar at am gan dros drwy heb o i",
        "da": "en et den det de af til med fra for ved",
        "de": "der die das dem den des ein eine einen einem einer eines im am zum zur beim vom ins "
        "von mit für bei aus nach ohne durch gegen zwischen",
        "en": "a an the of to from with at for into onto my your his our their its",
        "es": "el la los las un una unos unas de del al con por para en sin mi tu su",
        "fr": "le la les un une des du de d' l' d’ l’ au aux à avec pour par dans en chez sans "
        "mon ma mes ton ta tes son ses ce cet cette",
        "gl": "o a os as un unha de do da dos das con por para en sen",
        "it": "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai "
        "da dal in nel con su per tra fra",
        "nl": "de het een van met voor naar uit bij tot zonder mijn jouw zijn haar hun",
        "pl": "w we z ze do na o od po dla bez przez przed nad pod",
        "pt": "o a os as um uma uns umas de do da dos das ao à aos às com por para em no na nos "
        "nas sem meu minha seu sua",
        "ro": "un o de din la cu pe pentru în fără",
        "sv": "en ett den det de av till med från för vid",
    }.items()
}
# Languages in which only the second of two speakers has a dash.
ONE_DASH = frozenset({"fi", "nl"})
