package doses

import (
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// timesADay is how many times a day a drug is given, from least to most.
type timesADay struct{ least, most *big.Rat }

// meets reports whether two may be equal.
func (t timesADay) meets(other timesADay) bool {
	return t.least.Cmp(other.most) <= 0 && other.least.Cmp(t.most) <= 0
}

// timesIntervals returns how many times a day so many times in an interval of days from low to high are.
func timesIntervals(times int64, low, high *big.Rat) timesADay {
	n := big.NewRat(times, 1)
	return timesADay{new(big.Rat).Quo(n, high), new(big.Rat).Quo(n, low)}
}

// daysIn returns how many days a length of time has at least and at most, or nil. Months differ in length.
func daysIn(q *compendiumv1.Quantity) (low, high *big.Rat) {
	from, to := cmp.Or(q.GetValue(), q.GetLow()), cmp.Or(q.GetValue(), q.GetHigh())
	first, ok := new(big.Rat).SetString(from)
	last, both := new(big.Rat).SetString(to)
	length, known := daysOf[q.GetUnit()]
	if !ok || !both || !known {
		return nil, nil
	}
	return first.Mul(first, length[0]), last.Mul(last, length[1])
}

// daysOf are the days of units of time, at least and at most.
var daysOf = map[string][2]*big.Rat{
	"h": {big.NewRat(1, 24), big.NewRat(1, 24)}, "d": {big.NewRat(1, 1), big.NewRat(1, 1)},
	"wk": {big.NewRat(7, 1), big.NewRat(7, 1)}, "mo": {big.NewRat(28, 1), big.NewRat(31, 1)},
}

// unitsInWords are the units of time in words.
var unitsInWords = map[string]string{
	"hour": "h", "day": "d", "week": "wk", "month": "mo", "daily": "d", "weekly": "wk", "monthly": "mo",
}

// What the frequency of an administration may say, folded: "twice a week", "once every 3 weeks", "every 3 to 4 weeks".
var (
	timesAUnit = regexp.MustCompile(`^(\w+ times?|once|twice) (?:a|per|each|every) (day|week|month)$`)
	timesDaily = regexp.MustCompile(`^(?:(\w+ times?|once|twice) )?(daily|weekly|monthly)$`)
	everyUnits = regexp.MustCompile(`^(?:once )?every (?:(\w+) )?(?:(?:to|or) (\w+) )?(hour|day|week|month)s?$`)
	upToCycles = regexp.MustCompile(`\bup to (\w+) cycles\b`)
	forWeeks   = regexp.MustCompile(`\bfor (\w+) (day|week|month)s?\b`)
	thenOff    = regexp.MustCompile(`\bfor (\w+) weeks? then (\w+) weeks? off\b`)
	onDays     = regexp.MustCompile(`\bon days? ([\d ]+(?:and \d+ )?)of (?:every|each|cycles of|a cycle of) (\d+) days\b`)
	comesTimes = regexp.MustCompile(`^(.*), (\w+) times$`)
)

// countOf returns a number in digits or words.
func countOf(word string) (n int64, ok bool) {
	if i := slices.Index(numbersInWords, word); i >= 0 {
		return int64(i) + 1, true
	}
	n, err := strconv.ParseInt(word, 10, 32)
	return n, err == nil && n > 0
}

// numbersInWords are the words for the numbers from 1 on.
var numbersInWords = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
	"twelve"}

// timesIn returns how many times a day a folded text says, or nil if it says anything else.
func timesIn(words string) *timesADay {
	times, from, to, unit := "once", "one", "", ""
	if m := timesAUnit.FindStringSubmatch(words); m != nil {
		times, unit = m[1], m[2]
	} else if m := timesDaily.FindStringSubmatch(words); m != nil {
		times, unit = cmp.Or(m[1], times), m[2]
	} else if m := everyUnits.FindStringSubmatch(words); m != nil {
		from, to, unit = cmp.Or(m[1], from), m[2], m[3]
	}
	number := func(text string) (int64, bool) {
		word, _, _ := strings.Cut(text, " ") // "3 times"
		return countOf(cmp.Or(otherNumbers[word], word))
	}
	n, ok := number(times)
	first, isFirst := number(from)
	last, isLast := number(cmp.Or(to, from))
	length, isUnit := daysOf[unitsInWords[unit]]
	if !ok || !isFirst || !isLast || !isUnit {
		return nil
	}
	t := timesIntervals(n, new(big.Rat).Mul(big.NewRat(first, 1), length[0]),
		new(big.Rat).Mul(big.NewRat(last, 1), length[1]))
	return &t
}

// otherNumbers are words for numbers of times and of intervals: "twice a day", "every other day".
var otherNumbers = map[string]string{"once": "one", "twice": "two", "other": "two", "second": "two", "third": "three"}

// saying is one thing that the frequency of an administration says.
type saying struct {
	// of reports whether a step agrees with it, and whether it states anything of it.
	of func(*compendiumv1.DoseStep) (agrees, states bool)
	// words writes what a step states of it.
	words func(*compendiumv1.DoseStep) string
	// all is set if a step that states nothing of it may agree.
	all bool
}

// sayings returns what the frequency of an administration says.
func sayings(frequency string) []saying {
	var all []saying
	text := fold.Spaced(frequency)
	if m := comesTimes.FindStringSubmatch(frequency); m != nil {
		if n, ok := countOf(fold.Spaced(m[2])); ok {
			text = fold.Spaced(m[1])
			all = append(all, countSaid(n))
		}
	}
	switch m := thenOff.FindStringSubmatch(text); {
	case text == "once":
		all = append(all, countSaid(1))
	case m != nil:
		on, ok := countOf(m[1])
		off, both := countOf(m[2])
		if ok && both {
			all = append(all, cycleSaid(nil, 7*on, 7*(on+off)))
		}
		text = strings.TrimSpace(strings.TrimSuffix(text, m[0]))
	default:
		for _, m := range forWeeks.FindAllStringSubmatch(text, -1) {
			if n, ok := countOf(m[1]); ok {
				all = append(all, durationSaid(&compendiumv1.Quantity{Value: strconv.FormatInt(n, 10), Unit: unitsInWords[m[2]]}))
			}
		}
	}
	if m := onDays.FindStringSubmatch(text); m != nil {
		var days []int32
		for word := range strings.FieldsSeq(m[1]) {
			if n, ok := countOf(word); ok {
				days = append(days, int32(n))
			}
		}
		cycle, _ := countOf(m[2])
		all = append(all, cycleSaid(days, int64(len(days)), cycle))
	}
	if said := timesIn(text); said != nil {
		all = append(all, saying{words: howOften, all: true, of: func(s *compendiumv1.DoseStep) (agrees, states bool) {
			n, ok := rateOf(s)
			return ok && said.meets(n), ok
		}})
	}
	return all
}

// countSaid is that a drug is given so many times in all.
func countSaid(n int64) saying {
	return saying{
		of: func(s *compendiumv1.DoseStep) (agrees, states bool) {
			return int64(s.GetCount()) == n, s.GetCount() > 0 || n == 1 && isRepeated(s)
		},
		words: func(s *compendiumv1.DoseStep) string {
			if s.GetCount() == 0 {
				return howOften(s)
			}
			return fmt.Sprintf("%d times", s.GetCount())
		},
	}
}

// cycleSaid is that a drug is given on days of a cycle, or on so many of them.
func cycleSaid(days []int32, n, cycle int64) saying {
	return saying{
		of: func(s *compendiumv1.DoseStep) (agrees, states bool) {
			same := int64(len(s.GetDays())) == n && (days == nil || slices.Equal(s.GetDays(), days))
			return same && int64(s.GetCycleDays()) == cycle, len(s.GetDays()) > 0 && s.GetCycleDays() > 0
		},
		words: func(s *compendiumv1.DoseStep) string {
			if len(s.GetDays()) > 5 {
				return fmt.Sprintf("%d days of %d", len(s.GetDays()), s.GetCycleDays())
			}
			return fmt.Sprintf("days %s of %d", daysInWords(s.GetDays()), s.GetCycleDays())
		},
	}
}

// durationSaid is that a drug is given for so long.
func durationSaid(length *compendiumv1.Quantity) saying {
	return saying{
		of: func(s *compendiumv1.DoseStep) (agrees, states bool) {
			return s.GetDuration() != nil && sameLength(s.GetDuration(), length), s.GetDuration() != nil
		},
		words: func(s *compendiumv1.DoseStep) string { return "for " + dose.Quantity(s.GetDuration()) },
	}
}
