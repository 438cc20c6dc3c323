"""Further recipes, in the form of recipes.py: name | words that must be said | parameters | body."""

TEXT = """
word_counts | count/counts/counting often/occurrences/times each/every/word occurs/occur/appears/appear/word | text: str | counts = {};;for word in text.lower().split():;;> word = word.strip(".,;:!?");;> counts[word] = counts.get(word, 0) + 1;;return counts
second_largest | second largest/biggest/highest | values: list | return sorted(set(values))[-2]
remove_spaces | remove/removes/strip/strips/delete/deletes spaces/space/whitespace/blanks | text: str | return "".join(text.split())
merge_sorted | merge/merges/combine/combines sorted list/lists | first: list, second: list | return sorted(first + second)
merge_lists | concatenate/concatenates/join/joins/combine/combines/merge/merges lists | first: list, second: list | return first + second
is_positive | positive number/x/n/value | n: float | return n > 0
is_negative | negative number/x/n/value | n: float | return n < 0
even_numbers | even list/filter/filters/keep/keeps/numbers numbers/values/list | values: list | return [v for v in values if v % 2 == 0]
odd_numbers | odd list/filter/filters/keep/keeps/numbers numbers/values/list | values: list | return [v for v in values if v % 2 == 1]
last_characters | last characters/letters/chars | text: str, n: int | return text[-n:] if n else ""
first_characters | first/truncate/truncates/shorten/shortens/cut/cuts characters/letters/chars | text: str, n: int | return text[:n]
validate_email | validate/validates/valid email/mail/address | text: str | name, _, host = text.partition("@");;return bool(name) and "." in host and " " not in text and not host.startswith(".")
validate_phone | validate/validates/valid/check/checks/is phone/telephone | text: str | digits = [c for c in text if c.isdigit()];;return 7 <= len(digits) <= 15 and all(c.isdigit() or c in "+-() " for c in text)
is_valid_iban | iban | text: str | code = "".join(text.split()).upper();;if not (15 <= len(code) <= 34 and code.isalnum()):;;> return False;;turned = code[4:] + code[:4];;return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
is_valid_card | luhn/card valid/validate/validates/check/checks/luhn | number: str | total = 0;;for place, c in enumerate(reversed([c for c in number if c.isdigit()])):;;> d = int(c) * (1 + place % 2);;> total += d - 9 if d > 9 else d;;return total % 10 == 0
mask_card | mask/masks/hide/hides card/digits/number/characters last/four/4 | number: str | return "*" * (len(number) - 4) + number[-4:]
transpose | transpose/transposes matrix/table/rows | rows: list | return [list(column) for column in zip(*rows)]
kilograms_to_pounds | kilograms/kilogram/kg pounds/lbs/pound | kilograms: float | return kilograms * 2.2046226218
pounds_to_kilograms | pounds/lbs/pound into/to kilograms/kilogram/kg | pounds: float | return pounds / 2.2046226218
minutes_to_hours | minutes hours | minutes: float | return minutes / 60
hours_to_minutes | hours minutes | hours: float | return hours * 60
meters_to_feet | meters/metres feet/foot | meters: float | return meters / 0.3048
feet_to_meters | feet/foot meters/metres | feet: float | return feet * 0.3048
inches_to_centimeters | inches/inch centimeters/centimetres/cm | inches: float | return inches * 2.54
centimeters_to_inches | centimeters/centimetres/cm inches/inch | centimeters: float | return centimeters / 2.54
degrees_to_radians | degrees radians | degrees: float | return degrees * 3.141592653589793 / 180
add_days | add/adds days date | day: str, days: int | from datetime import date, timedelta;;return (date.fromisoformat(day) + timedelta(days)).isoformat()
age_on | age/old birth/born/birthday/birthdate | born: str, today: str | from datetime import date;;a, b = date.fromisoformat(born), date.fromisoformat(today);;return b.year - a.year - ((b.month, b.day) < (a.month, a.day))
is_weekend | weekend date/day/weekend | day: str | from datetime import date;;return date.fromisoformat(day).weekday() >= 5
replace_spaces | replace/replaces spaces/space underscores/underscore | text: str | return text.replace(" ", "_")
swap_keys | swap/swaps/invert/inverts keys/key/dictionary/dict values/value/dictionary/dict | mapping: dict | return {value: key for key, value in mapping.items()}
normalized | normalize/normalizes/normalise/scale/scales list/numbers/values/0/1/zero/one | values: list | low, high = min(values), max(values);;return [(v - low) / (high - low) if high > low else 0.0 for v in values]
count_lines | count/counts/number/many lines | text: str | return len(text.splitlines())
running_total | running/cumulative/accumulated total/totals/sum/sums | values: list | out, total = [], 0;;for v in values:;;> total += v;;> out.append(total);;return out
clamp | clamp/clamps/limit/limits low/lower/min/minimum high/upper/max/maximum | x: float, low: float, high: float | return max(low, min(high, x))
value_range | range/spread list/numbers/values | values: list | return max(values) - min(values)
common_items | common/both/shared/intersection lists/items/elements/list | first: list, second: list | return [v for v in dict.fromkeys(first) if v in second]
sort_descending | sort/sorts descending/reverse/largest list/numbers/values/order/descending | values: list | return sorted(values, reverse=True)
snake_case | snake/snakecase case/snakecase | text: str | return "_".join(text.lower().split())
count_value | count/counts/many/often value/item/element/occurs/appears list | values: list, value: object | return values.count(value)
"""
