"""Names of the shop's customers by country, with the letters an e-mail address can carry."""

from unicodedata import combining, normalize

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "œ": "oe", "Œ": "OE", "æ": "ae"})


def slug(text: str) -> str:
    """`text` in lower-case ASCII letters and hyphens: `Anne-Cécile L'Hostis` gives `anne-cecile.lhostis`."""
    plain = normalize("NFKD", text.translate(_LETTERS))
    kept = "".join(sign for sign in plain if not combining(sign) and sign not in "'’")
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "." for sign in kept.lower()
    )


Word = tuple[str, str]
"""A name and its form in an e-mail address."""


def _words(text: str) -> tuple[Word, ...]:
    return tuple(
        (word.partition("|")[0], slug(word.partition("|")[2] or word))
        for word in map(str.strip, text.split(","))
    )


FIRST: dict[str, tuple[Word, ...]] = {
    "FR": _words(
        "Camille, Léa, Chloé, Manon, Inès, Élodie, Aurélie, Océane, Zoé, Agnès, Hélène, Noémie, Anaïs,"
        "Maëlle, Marie-Hélène, Anne-Cécile, Marie-Thérèse, Françoise, Geneviève, Bénédicte, Solène,"
        "Margaux, Clémence, Jeanne, Lucie, Nadège, Fatou, Yasmine, Aïcha, Mélissa, Jean-Baptiste,"
        "Jean-François, Pierre-Yves, Loïc, Théo, Hugo, Rémi, Benoît, Gaël, Yann, Étienne, Jérôme, Cédric,"
        "Stéphane, Sébastien, François, Mathieu, Guillaume, Raphaël, Maxime, Antoine, Nicolas, Thibault,"
        "Grégoire, Karim, Mamadou, Idriss, Côme, Gaëtan, Aymeric, Joël, Noël, Éloïse, Sarah, Justine,"
        "Pauline, Claire, Sophie, Isabelle, Odile"
    ),
    "BE": _words("Jef, Lieve, Thibaut, Océane, Wouter, Anneleen, Noé, Margot, Bart, Ilse, Maxence, Élise"),
    "DE": _words(
        "Jürgen, Käthe, Björn, Anneliese, Lena, Günther, Sören, Ute, Friederike, Matthias, Jörg, Heike"
    ),
    "CH": _words("Urs, Regula, Luca, Céline, Reto, Nadine, Beat, Mélanie, Jonas, Véronique"),
    "IT": _words("Niccolò, Giulia, Alessandro, Chiara, Matteo, Beatrice, Nicolò, Ginevra, Lorenzo, Aurora"),
    "ES": _words("José María, Íñigo, Begoña, Nuria, Álvaro, Concepción, Martín, Lucía, Andrés, Ángela"),
    "GB": _words("Oliver, Siân, Harriet, Callum, Imogen, Alistair, Niamh, Rhys, Poppy, Duncan"),
    "NL": _words("Sanne, Daan, Femke, Jeroen, Maartje, Sjoerd, Anouk, Pieter-Jan"),
    "PT": _words("João, Inês, Conceição, Gonçalo, Beatriz, Simão, Leonor, Estêvão"),
    "PL": _words("Łukasz, Małgorzata, Paweł, Agnieszka, Zbigniew, Żaneta, Michał, Świetlana"),
    "CZ": _words("Jiří, Kateřina, Ondřej, Žofie, Tomáš, Zdeňka, Vojtěch, Eliška"),
    "GR": _words(
        "Γιώργος|Giorgos, Ελένη|Eleni, Νίκος|Nikos, Κατερίνα|Katerina, Δημήτρης|Dimitris, Σοφία|Sofia"
    ),
    "LU": _words("Guy, Josiane, Tom, Mélanie, Claude, Fabienne"),
    "US": _words("Emily, Brandon, Kayla, Tyler, Madison, Jordan, DeShawn, Guadalupe"),
    "JP": _words("Haruka, Kenji, Yūko, Shō, Aiko, Daichi"),
}

LAST: dict[str, tuple[Word, ...]] = {
    "FR": _words(
        "Martin, Bernard, Dubois, Lefèvre, Moreau, Lemaître, Girard, Rousseau, Fournier, Mercier, Guérin,"
        "Boyer, Béranger, Chevalier, François, Legrand, Gauthier, Perrin, Robin, Clément, Morin, Nicolas,"
        "Le Goff, Le Bihan, L'Hostis, Kervella, Quéméneur, d'Aubigné, de La Fontaine, D'Hondt, N'Diaye,"
        "Traoré, Benali, Haddad, El Amrani, Nguyen, Pham, Da Silva, Ferreira, Garcia, Sánchez, Caillé,"
        "Lévêque, Prévost-Dumas, Delaunay-Petit, Martin-Béranger, Saint-Aubin, Maçon, Crépin, Noël,"
        "Hérault, Vallée, Deschamps, Besnard, Poirier, Rivière, Fabre, Aubert, Rey, Lacroix, Meunier,"
        "Roussel, Barbier, Joly"
    ),
    "BE": _words(
        "Peeters, Janssens, Maes, Dubois, Van den Broeck, D'Hooge, Lambert, De Smet, Wouters, Claessens"
    ),
    "DE": _words("Müller, Schäfer, Weiß, Krüger, Köhler, Böhm, von der Heide, Jäger, Schröder, Groß, Vogel"),
    "CH": _words("Zürcher, Rochat, Bänziger, Favre, Ammann, Bühler, Chappuis, Gmür"),
    "IT": _words("Rossi, Dell'Acqua, D'Angelo, Ferrari, Lo Presti, Bianchi, De Santis, Cantù"),
    "ES": _words("Muñoz, Ibáñez, García Lorca, Núñez de Arce, Peña, Etxeberria, Gómez, Vázquez"),
    "GB": _words("O'Connor, Smith-Hughes, MacLeod, Whitfield, Llewellyn, Ashworth, Khan, Okafor"),
    "NL": _words("de Vries, van 't Hof, Jansen, van der Meer, Bakker, Ypma"),
    "PT": _words("Gonçalves, Magalhães, de Sá, Conceição, Araújo, Simões"),
    "PL": _words("Wiśniewski, Dąbrowska, Kowalczyk, Żółkiewski, Łuczak, Szczepańska"),
    "CZ": _words("Dvořák, Němcová, Šťastný, Procházková, Říha, Kučera"),
    "GR": _words("Παπαδόπουλος|Papadopoulos, Γεωργίου|Georgiou, Οικονόμου|Oikonomou, Βλάχου|Vlachou"),
    "LU": _words("Schmit, Weber, Wagner, Thill, Kieffer"),
    "US": _words("Johnson, Ramirez, O'Brien, Kowalski, Washington, Nguyen, Lee"),
    "JP": _words("Tanaka, Satō, Kobayashi, Itō, Yamamoto"),
}

COMPANIES: tuple[Word, ...] = _words(
    "Hôtel de l'Écluse, SARL Ménard & Fils, Café Le Zinc, Galerie Brûlée, Restaurant L'Épicurienne,"
    "Studio d'architecture Huet-Lambert, SCI Les Glycines, Boutique Ô Soleil, Maison Côté Sud,"
    "Librairie L'Œil neuf, Théâtre des Deux-Rives, EURL Décor & Lumière, Agence Bâti+,"
    "Domaine de la Grâce-Dieu,"
    "Crèche Les P'tits Loups, Keramik & Licht GmbH, "
    "Office de tourisme de Saint-Rémy-de-Provence, Fromagerie Beaufils et Associés"
)

LONG: tuple[Word, ...] = _words(
    "Marie-Antoinette Françoise de La Rochefoucauld d'Estaing-Mauléon|marie-antoinette.dlr,"
    "Maria da Conceição Rodrigues de Almeida e Vasconcelos Magalhães|conceicao.vasconcelos,"
    "Jean-Christophe Emmanuel Le Hénaff-Quéméneur de Kersauson du Pen|jc.lehenaff,"
    "Association de parents d'élèves de l'école Jeanne-d'Arc (Vertou)|ape.jeannedarc,"
    "Karl-Friedrich Maximilian Freiherr von und zu Weißenberg-Hohenau|kf.weissenberg"
)
