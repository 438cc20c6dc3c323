"""Recipes of common functions: words that describe each, its parameters, and the body in plain Python."""

import re

# name | words that must be said (alternatives with /) | parameters | body, lines parted by ;; and indented by >
TEXT = """
factorial | factorial | n: int | result = 1;;for i in range(2, n + 1):;;> result *= i;;return result
fibonacci | fibonacci | n: int | a, b = 0, 1;;for _ in range(n):;;> a, b = b, a + b;;return a
is_prime | is/check/whether/test/if prime | n: int | if n < 2:;;> return False;;return all(n % i for i in range(2, int(n ** 0.5) + 1))
primes_up_to | list/all/find/up primes/prime up/below/under/to | n: int | return [k for k in range(2, n + 1) if all(k % i for i in range(2, int(k ** 0.5) + 1))]
prime_factors | prime factor/factors/factorization | n: int | found, k = [], 2;;while k * k <= n:;;> while n % k == 0:;;> > found.append(k);;> > n //= k;;> k += 1;;return found + ([n] if n > 1 else [])
greatest_common_divisor | greatest/gcd common/gcd divisor/gcd/factor | a: int, b: int | while b:;;> a, b = b, a % b;;return a
least_common_multiple | least/lcm common/lcm multiple/lcm | a: int, b: int | x, y = a, b;;while y:;;> x, y = y, x % y;;return a * b // x if x else 0
is_even | even | n: int | return n % 2 == 0
is_odd | odd | n: int | return n % 2 == 1
celsius_to_fahrenheit | celsius fahrenheit | celsius: float | return celsius * 9 / 5 + 32
fahrenheit_to_celsius | fahrenheit into/to celsius | fahrenheit: float | return (fahrenheit - 32) * 5 / 9
kilometers_to_miles | kilometers/kilometer/km miles/mile | kilometers: float | return kilometers / 1.609344
miles_to_kilometers | miles/mile into/to kilometers/kilometer/km | miles: float | return miles * 1.609344
reverse_text | reverse/reverses/backwards/reversed text/string/word/sentence | text: str | return text[::-1]
reverse_list | reverse/reverses/reversed list | values: list | return values[::-1]
is_palindrome | palindrome | text: str | letters = [c.lower() for c in text if c.isalnum()];;return letters == letters[::-1]
count_words | count/counts/number/many words | text: str | return len(text.split())
count_vowels | count/counts/number/many vowels | text: str | return sum(c in "aeiou" for c in text.lower())
count_letters | count/counts/number/many letters/characters | text: str | return sum(c.isalpha() for c in text)
word_frequencies | frequency/frequencies/often/occurrences word/words | text: str | counts = {};;for word in text.lower().split():;;> word = word.strip(".,;:!?");;> counts[word] = counts.get(word, 0) + 1;;return counts
longest_word | longest word | text: str | return max(text.split(), key=len, default="")
title_case | title/capitalize/capitalise each/case/words/every/first | text: str | return " ".join(word[:1].upper() + word[1:] for word in text.split())
upper_case | upper/uppercase/capital case/uppercase/letters/text/string | text: str | return text.upper()
lower_case | lower/lowercase case/lowercase/text/string | text: str | return text.lower()
slug | slug/slugify | text: str | words = "".join(c if c.isalnum() else " " for c in text.lower()).split();;return "-".join(words)
initials | initials | name: str | return "".join(part[0].upper() for part in name.split())
caesar | caesar/cipher/shift | text: str, shift: int = 3 | out = [];;for c in text:;;> base = 65 if c.isupper() else 97;;> out.append(chr((ord(c) - base + shift) % 26 + base) if c.isascii() and c.isalpha() else c);;return "".join(out)
is_anagram | anagram/anagrams | first: str, second: str | return sorted(first.replace(" ", "").lower()) == sorted(second.replace(" ", "").lower())
remove_duplicates | duplicates/duplicate/unique/distinct | values: list | return list(dict.fromkeys(values))
flatten | flatten/flattens | values: list | out = [];;for v in values:;;> out.extend(flatten(v) if isinstance(v, list) else [v]);;return out
chunks | chunks/chunk/batches/groups | values: list, size: int | return [values[i:i + size] for i in range(0, len(values), size)]
sort_numbers | sort/sorts/sorted numbers/list/values | values: list | return sorted(values)
sum_of_digits | digit/digits sum/add/adds/total | n: int | return sum(int(d) for d in str(abs(n)))
median | median | values: list | ordered = sorted(values);;middle = len(ordered) // 2;;return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
mode | mode/common frequent/common/value/mode/most | values: list | return max(dict.fromkeys(values), key=values.count)
standard_deviation | standard deviation | values: list | mean = sum(values) / len(values);;return (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5
variance | variance | values: list | mean = sum(values) / len(values);;return sum((v - mean) ** 2 for v in values) / len(values)
average | average/mean/averages | values: list | return sum(values) / len(values)
sum_of_squares | sum squares | values: list | return sum(v * v for v in values)
sum_of_list | sum/sums/total/add/adds list/numbers/values | values: list | return sum(values)
product_of_list | product/multiply/multiplies list/numbers/values | values: list | result = 1;;for v in values:;;> result *= v;;return result
largest | largest/biggest/maximum/max/highest list/numbers/values/number | values: list | return max(values)
smallest | smallest/minimum/min/lowest list/numbers/values/number | values: list | return min(values)
circle_area | area circle | radius: float | return 3.141592653589793 * radius ** 2
circle_circumference | circumference/perimeter circle | radius: float | return 2 * 3.141592653589793 * radius
rectangle_area | area rectangle | width: float, height: float | return width * height
rectangle_perimeter | perimeter rectangle | width: float, height: float | return 2 * (width + height)
triangle_area | area triangle | base: float, height: float | return base * height / 2
sphere_volume | volume sphere/ball | radius: float | return 4 / 3 * 3.141592653589793 * radius ** 3
cylinder_volume | volume cylinder | radius: float, height: float | return 3.141592653589793 * radius ** 2 * height
hypotenuse | hypotenuse/pythagoras | a: float, b: float | return (a * a + b * b) ** 0.5
body_mass_index | bmi/body bmi/mass | weight_kg: float, height_m: float | return weight_kg / height_m ** 2
compound_interest | compound interest | principal: float, rate: float, years: int | return principal * (1 + rate / 100) ** years
simple_interest | simple/interest interest | principal: float, rate: float, years: float | return principal * rate / 100 * years
tip | tip | amount: float, percent: float = 10 | return round(amount * percent / 100, 2)
discounted | discount | price: float, percent: float | return round(price * (1 - percent / 100), 2)
with_tax | tax/vat | amount: float, percent: float | return round(amount * (1 + percent / 100), 2)
loan_payment | monthly/loan payment/rate/loan | principal: float, yearly_rate: float, years: int | months, r = years * 12, yearly_rate / 1200;;return principal / months if r == 0 else principal * r / (1 - (1 + r) ** -months)
is_leap_year | leap | year: int | return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
days_between | days between | first: str, second: str | from datetime import date;;return abs((date.fromisoformat(second) - date.fromisoformat(first)).days)
weekday_of | weekday/day week/date | day: str | from datetime import date;;return date.fromisoformat(day).strftime("%A")
seconds_to_time | seconds hours/minutes/time | seconds: int | return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
to_roman | roman | n: int | out = "";;for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):;;> while n >= value:;;> > out += sign;;> > n -= value;;return out
to_binary | binary | n: int | return bin(n)[2:]
is_email | email valid/check/is/whether | text: str | name, _, host = text.partition("@");;return bool(name) and "." in host and " " not in text and not host.startswith(".")
fizzbuzz | fizzbuzz/fizz | n: int | return ["Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or str(i) for i in range(1, n + 1)]
distance_between | distance points/point | x1: float, y1: float, x2: float, y2: float | return ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
square_root | square root | x: float | return x ** 0.5
absolute | absolute | x: float | return abs(x)
"""


def recipes():
    """(name, alternatives of words, parameters, body lines) of every recipe, in order."""
    rows = []
    for line in TEXT.strip().splitlines():
        name, said, parameters, body = (part.strip() for part in line.split(" | ", 3))
        lines = tuple(re.sub(r"^(?:> )+", lambda m: "    " * (len(m.group()) // 2), part) for part in body.split(";;"))
        rows.append((name, tuple(tuple(w.split("/")) for w in said.split()), parameters, lines))
    return rows
