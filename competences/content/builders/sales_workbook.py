"""A month of sales in a workbook: one line per sale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Literal

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.people import draw_people
from .support.ranking import best, draw_until, has_clear_ends, sums
from .support.sheets import Cell, Column, Formula, Sheet
from .support.workbooks import to_csv, to_ods, to_xlsx

VERSION = 1
FORMATS = ("ods", "xlsx", "csv")

_SHOPS = {
    "stationery": {"Cahier": 2.4, "Stylo": 1.2, "Règle": 1.75, "Classeur": 3.9, "Trousse": 7.5},
    "canteen": {"Sandwich": 4.2, "Salade": 5.1, "Jus de fruits": 1.8, "Eau": 0.9, "Crêpe": 2.35},
    "thrift": {"Manteau": 12.5, "Pantalon": 6.0, "Chemise": 4.5, "Livre": 1.5, "Vaisselle": 2.25},
    "fair": {"Billet adulte": 8.0, "Billet enfant": 4.5, "Boisson": 2.2, "Affiche": 6.3},
}
_COLUMNS = (
    Column("Date", "date"),
    Column("Produit"),
    Column("Vendeur"),
    Column("Quantité", "number"),
    Column("Prix unitaire", "money"),
    Column("Montant", "money"),
)
Amounts = Literal["none", "value", "formula"]


@dataclass(frozen=True, slots=True)
class Sale:
    day: date
    product: str
    seller: str
    quantity: int
    price: float

    @property
    def amount(self) -> float:
        return round(self.quantity * self.price, 2)


def build(
    rng: Random,
    *,
    shop: str = "stationery",
    rows: int = 40,
    rate: float = 0,
    amounts: Amounts = "value",
    threshold: float = 20,
) -> Built:
    """Sales of a month in order of date: Date, Produit, Vendeur, Quantité, Prix unitaire, Montant.

    `shop`: stationery, canteen, thrift, fair. `rate`: a discount in %, told by the instruction,
    not in the file. `amounts`: "none" leaves the last column out, "formula" computes it.
    """
    sales = draw_until(lambda: _draw(rng, _SHOPS[shop], rows), _is_clear)
    sheet = _sheet(sales, amounts)
    return Built(
        _facts(rng, sales, rate, threshold),
        writer(
            ods=lambda: to_ods(sheet),
            xlsx=lambda: to_xlsx(sheet),
            csv=lambda: to_csv(sheet).encode("utf-8-sig"),
        ),
    )


def _draw(rng: Random, prices: Mapping[str, float], rows: int) -> list[Sale]:
    sellers = [person.first for person in draw_people(rng, 4)]
    first = date(2025, rng.randint(1, 12), 1)
    dearest, record = best(prices), rng.randrange(rows)
    sales = []
    for line, day in enumerate(sorted(rng.randrange(28) for _ in range(rows))):
        product = dearest if line == record else rng.choice(list(prices))
        quantity = rng.randint(13, 18) if line == record else rng.randint(1, 12)
        when, seller = first + timedelta(days=day), rng.choice(sellers)
        sales.append(Sale(when, product, seller, quantity, prices[product]))
    return sales


def _totals(
    sales: Sequence[Sale],
) -> tuple[dict[date, float], dict[str, float], dict[str, float]]:
    return (
        sums((sale.day, sale.amount) for sale in sales),
        sums((sale.product, sale.amount) for sale in sales),
        sums((sale.seller, sale.amount) for sale in sales),
    )


def _is_clear(sales: Sequence[Sale]) -> bool:
    return all(has_clear_ends(totals.values()) for totals in _totals(sales))


def _sheet(sales: Sequence[Sale], amounts: Amounts) -> Sheet:
    rows: list[list[Cell]] = []
    for line, sale in enumerate(sales, start=2):
        row: list[Cell] = [sale.day, sale.product, sale.seller, sale.quantity, sale.price]
        if amounts == "formula":
            row.append(Formula(f"D{line}*E{line}", sale.amount))
        elif amounts == "value":
            row.append(sale.amount)
        rows.append(row)
    width = len(_COLUMNS) - (amounts == "none")
    return Sheet("Ventes", _COLUMNS[:width], rows)


def _facts(rng: Random, sales: Sequence[Sale], rate: float, threshold: float) -> Mapping[str, Any]:
    by_day, by_product, by_seller = _totals(sales)
    product, seller = rng.choice(sorted(by_product)), rng.choice(sorted(by_seller))
    before = round(sum(sale.amount for sale in sales), 2)
    biggest = max(sales, key=lambda sale: sale.amount)
    return {
        "rows": len(sales),
        "total_before": before,
        "total": round(before * (1 - rate / 100), 2),
        "discount": round(before * rate / 100, 2),
        "average": round(before / len(sales), 2),
        "quantity": sum(sale.quantity for sale in sales),
        "best_day": date_facts(best(by_day)),
        "best_product": best(by_product),
        "best_seller": best(by_seller),
        "biggest": {"amount": biggest.amount, "line": sales.index(biggest) + 2},
        "above_count": sum(sale.amount > threshold for sale in sales),
        "product": product,
        "product_total": by_product[product],
        "product_quantity": sum(s.quantity for s in sales if s.product == product),
        "product_count": len(by_product),
        "seller": seller,
        "seller_total": by_seller[seller],
        "seller_sales": sum(s.seller == seller for s in sales),
        "both_count": sum(s.seller == seller and s.product == product for s in sales),
    }
