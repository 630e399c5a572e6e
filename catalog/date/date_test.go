package date_test

import (
	"errors"
	"testing"
	"time"

	"buf.build/go/protovalidate"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func TestParseDay(t *testing.T) {
	for _, day := range []string{"2019-07-19", "2020-02-29", "2000-02-29", "1000-01-01", "9999-12-31"} {
		if got, err := date.ParseDay(day); err != nil || string(got) != day {
			t.Errorf("ParseDay(%q) = %q, %v", day, got, err)
		}
	}
	for _, s := range []string{"", "2019", "2019-07", "2019-7-19", "2019-07-32", "2019-02-29", "1900-02-29", "2019-13-01",
		"2019-00-10", "2019-01-00", "0000-01-01", "0999-12-31",
		" 2019-07-19", "2019-07-19 ", "2019/07/19", "19-07-2019", "20190719", "+2019-07-19", "-019-07-19",
		"2019-07-19T00:00:00Z", "２０１９-07-19", "today"} {
		if got, err := date.ParseDay(s); err == nil || got != "" {
			t.Errorf("ParseDay(%q) = %q, want an error", s, got)
		}
	}
}

func TestEarliestAndLatest(t *testing.T) {
	for _, c := range []struct{ date, earliest, latest string }{
		{"", "", ""},
		{"2019-07-19", "2019-07-19", "2019-07-19"},
		{"2019-07", "2019-07-01", "2019-07-31"},
		{"2019-04", "2019-04-01", "2019-04-30"},
		{"2019-02", "2019-02-01", "2019-02-28"},
		{"2020-02", "2020-02-01", "2020-02-29"},
		{"1900-02", "1900-02-01", "1900-02-28"},
		{"2019-12", "2019-12-01", "2019-12-31"},
		{"9999-12", "9999-12-01", "9999-12-31"},
		{"2019", "2019-01-01", "2019-12-31"},
	} {
		if got := date.Earliest(c.date); string(got) != c.earliest {
			t.Errorf("Earliest(%q) = %s, want %s", c.date, got, c.earliest)
		}
		if got := date.Latest(c.date); string(got) != c.latest {
			t.Errorf("Latest(%q) = %s, want %s", c.date, got, c.latest)
		}
	}
}

func TestAddYears(t *testing.T) {
	for _, c := range []struct {
		day   date.Day
		years int
		want  date.Day
	}{
		{"2019-07-19", 2, "2021-07-19"},
		{"2019-07-19", 0, "2019-07-19"},
		{"2019-07-19", -20, "1999-07-19"},
		{"2020-02-29", 1, "2021-02-28"},
		{"2020-02-29", 4, "2024-02-29"},
		{"2020-02-29", -1, "2019-02-28"},
		{"2000-02-29", 100, "2100-02-28"},
		{"2019-12-31", 1, "2020-12-31"},
		{"9999-06-01", 1, "9999-12-31"},
		{"1001-06-01", -2, "1000-01-01"},
		{"", 1, ""},
		{"2019", 1, "2019"},
	} {
		if got := date.AddYears(c.day, c.years); got != c.want {
			t.Errorf("AddYears(%s, %d) = %s, want %s", c.day, c.years, got, c.want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		day    date.Day
		months int
		want   date.Day
	}{
		{"2026-11-30", 6, "2027-05-30"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"9999-06-01", 8, "9999-12-31"},
		{"2019", 1, "2019"},
	} {
		if got := date.AddMonths(c.day, c.months); got != c.want {
			t.Errorf("AddMonths(%s, %d) = %s, want %s", c.day, c.months, got, c.want)
		}
	}
}

func TestNewest(t *testing.T) {
	for _, c := range []struct {
		dates []string
		want  string
	}{
		{nil, ""},
		{[]string{"", ""}, ""},
		{[]string{"", "2019-07-19", ""}, "2019-07-19"},
		{[]string{"2019-07-19", "2020-01-01"}, "2020-01-01"},
		{[]string{"2020-01-01", "2019-07-19"}, "2020-01-01"},
		// The date that ends last wins, whatever its precision.
		{[]string{"2019-07-19", "2019-07"}, "2019-07"},
		{[]string{"2019", "2019-07-19"}, "2019"},
		{[]string{"2018", "2019-07-19"}, "2019-07-19"},
		// Of dates that end on the same day, the first wins.
		{[]string{"2019-12-31", "2019-12", "2019"}, "2019-12-31"},
	} {
		if got := date.Newest(c.dates...); got != c.want {
			t.Errorf("Newest(%q) = %q, want %q", c.dates, got, c.want)
		}
	}
}

func TestNext(t *testing.T) {
	for day, want := range map[date.Day]date.Day{
		"2019-12-31": "2020-01-01", "2020-02-28": "2020-02-29", "9999-12-31": "9999-12-31", "2019": "2019",
	} {
		if got := date.Next(day); got != want {
			t.Errorf("Next(%s) = %s, want %s", day, got, want)
		}
	}
}

func TestOf(t *testing.T) {
	if got := date.Of(time.Date(2019, 7, 19, 23, 59, 59, 0, time.FixedZone("", 5*3600))); got != "2019-07-19" {
		t.Errorf("Of = %s", got)
	}
}

// FuzzDay checks that ParseDay and the schema accept the same days, and that operations preserve order.
func FuzzDay(f *testing.F) {
	for _, s := range []string{"2019-07-19", "2019-07", "2019", "", "2020-02-29", "1900-02-29", "0000-02-29", "9999-12-31",
		"2019-7-19", "2019-07-19T", "-001-01-01"} {
		f.Add(s, 1)
	}
	f.Add("2019-01-01", -3000)
	f.Add("9999-12-31", 1<<40)
	f.Fuzz(func(t *testing.T, s string, years int) {
		earliest, latest := date.Earliest(s), date.Latest(s)
		moved := date.AddYears(date.Day(s), years)
		date.Newest(s, "2019", s)
		day, err := date.ParseDay(s)
		if isDate := schemaAccepts(t, s); isDate && len(s) == len(time.DateOnly) != (err == nil) {
			t.Errorf("the schema accepts %q as a date, ParseDay returns: %v", s, err)
		} else if !isDate && err == nil {
			t.Errorf("ParseDay accepts %q, the schema does not", s)
		} else if isDate && (earliest > latest || date.Newest("", s) != s) {
			t.Errorf("%q spans %s to %s", s, earliest, latest)
		}
		if err != nil {
			return
		}
		if earliest != day || latest != day {
			t.Errorf("%s spans %s to %s", day, earliest, latest)
		}
		if _, err := date.ParseDay(string(moved)); err != nil {
			t.Errorf("AddYears(%s, %d) = %s", day, years, moved)
		}
		if years > 0 && years < 20_000 && moved < day || years < 0 && years > -20_000 && moved > day {
			t.Errorf("AddYears(%s, %d) = %s", day, years, moved)
		}
	})
}

// schemaAccepts reports whether the schema accepts s as a date.
func schemaAccepts(t *testing.T, s string) bool {
	t.Helper()
	if s == "" {
		return false // absent
	}
	var violations *protovalidate.ValidationError
	if err := protovalidate.Validate(&compendiumv1.Source_Dates{Published: s}); err != nil &&
		!errors.As(err, &violations) {
		t.Fatal(err)
	}
	return violations == nil
}
