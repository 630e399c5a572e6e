package filter_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/filter"
)

var use = &compendiumv1.Use{
	Id: "chordoma", Condition: "conditions/chordoma", Strength: compendiumv1.Use_MAY_BE_USED,
	Extent: []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC, compendiumv1.Use_RECURRENT},
	Labels: []*compendiumv1.Label{
		{Jurisdiction: "US", OffLabel: new(true), Status: compendiumv1.Label_OFF_LABEL},
		{Jurisdiction: "GB", Unknown: "Not covered.", Status: compendiumv1.Label_UNKNOWN},
	},
	Partners: []string{"drugs/doxorubicin"},
}

// TestErrorPositionCountsCharacters has multi-byte characters before the error.
func TestErrorPositionCountsCharacters(t *testing.T) {
	_, err := filter.Parse(`id = "äöü" AND price = 1`, use.ProtoReflect().Descriptor())
	var wrong *filter.Error
	if !errors.As(err, &wrong) || wrong.Character != 16 || !strings.HasPrefix(err.Error(), "at character 16: ") {
		t.Errorf("error %v", err)
	}
}

func TestMatches(t *testing.T) {
	for source, want := range map[string]bool{
		``:                                      true,
		`   `:                                   true,
		`condition = "conditions/chordoma"`:     true,
		`condition = conditions/chordoma`:       true,
		`condition = 'conditions/chordoma'`:     true,
		`condition = "conditions/other"`:        false,
		`condition != "conditions/other"`:       true,
		`condition = "conditions/ch*"`:          true,
		`condition : "conditions/ch*"`:          true,
		`id > "a" id < "d"`:                     true,
		`id >= "chordoma" AND id <= "chordoma"`: true,
		`strength = MAY_BE_USED`:                true,
		`strength != MAY_BE_USED`:               false,
		`extent = RECURRENT`:                    true,
		`extent : RECURRENT`:                    true,
		`extent = RESECTABLE`:                   false,
		`labels.off_label = true`:               true,
		`labels.off_label = false`:              false,
		// any label for each; ListUses requires one label for both
		`labels.jurisdiction = "GB" AND labels.off_label = true`: true,
		`NOT labels.off_label = true`:                            false,
		`-labels.off_label = false`:                              true,
		`labels.unknown:*`:                                       true,
		`duration:*`:                                             false,
		`partners = "drugs/doxorubicin"`:                         true,
		`id = "a" OR id = "chordoma" AND strength = MAY_BE_USED`: true,
		// OR binds tighter than AND.
		`strength = INVESTIGATIONAL AND id = "a" OR id = "chordoma"`:   false,
		`(strength = INVESTIGATIONAL AND id = "a") OR id = "chordoma"`: true,
		`id = "a" strength = MAY_BE_USED`:                              false,
		`id = "cho\"rdoma"`:                                            false,
	} {
		f, err := filter.Parse(source, use.ProtoReflect().Descriptor())
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := f.Matches(use.ProtoReflect()); got != want {
			t.Errorf("%s: got %t", source, got)
		}
	}
}

func TestErrors(t *testing.T) {
	for source, want := range map[string]string{
		`price = 1`:                      `at character 1: Use has no field "price"; it has id, name, condition, extent, line, timing, prior_therapies, prior_therapy_note, biomarkers, partners, population, strength, summary, duration, expected_effect, trials, labels, cites, resectability, course, prior_any, prior_none, biomarkers_match, partners_match, age, underlying, intent, response`,
		`labels.price = 1`:               `at character 8: Label has no field "price"; it has jurisdiction, off_label, unknown, status, cites, coverage_date, products, standing, judged, rest, marketed`,
		`id.x = 1`:                       `at character 4: id has no fields`,
		`id`:                             `at character 3: expected one of = != < <= > >= : after the field id, found the end of the filter`,
		`id =`:                           `at character 5: expected a value after =, found the end of the filter`,
		`id = "x`:                        `at character 6: unterminated string; end it with "`,
		`id = (x)`:                       `at character 6: expected a value after =, found "("`,
		`(id = x`:                        `at character 8: missing closing parenthesis before the end of the filter`,
		`id = x)`:                        `at character 7: unexpected ")"; join restrictions with AND or OR`,
		`strength = NEVER`:               `at character 12: strength has no value "NEVER"; it has STANDARD_FIRST, MAY_BE_USED, SOMETIMES_USED, INVESTIGATIONAL, NO_BETTER_THAN_STANDARD, NOT_RECOMMENDED`,
		`strength < MAY_BE_USED`:         `at character 10: strength has no order; use = or !=`,
		`labels.off_label = maybe`:       `at character 20: off_label must be true or false, not "maybe"`,
		`labels.off_label < true`:        `at character 18: off_label is a boolean and has no order; use = or !=`,
		`labels = x`:                     `at character 8: labels is a message; name one of its fields, or test whether it is set with labels:*`,
		`id = "a*b"`:                     `at character 6: * is supported only at the end of a string, with =, != or :`,
		`id = x AND`:                     `at character 11: expected a field, found the end of the filter`,
		`id = x %`:                       `at character 8: unexpected '%'`,
		`"chordoma"`:                     `at character 1: expected a field, found "chordoma"`,
		strings.Repeat("(", 30) + `id=x`: `at character 22: the filter is nested more than 20 deep`,
		strings.Repeat("id=x ", 101):     `at character 501: the filter has more than 100 restrictions`,
	} {
		_, err := filter.Parse(source, use.ProtoReflect().Descriptor())
		var located *filter.Error
		if !errors.As(err, &located) || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", source, err, want)
		}
	}
}

func FuzzFilter(f *testing.F) {
	for _, seed := range []string{`condition = "conditions/chordoma" AND labels.off_label = true`,
		`NOT (id:* OR -extent = RECURRENT)`, `id = "\`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		parsed, err := filter.Parse(source, use.ProtoReflect().Descriptor())
		var located *filter.Error
		if err != nil && (!errors.As(err, &located) || located.Character < 1 ||
			located.Character > utf8.RuneCountInString(source)+1) {
			t.Fatalf("%q: error without a position in the filter: %v", source, err)
		}
		if err == nil {
			parsed.Matches(use.ProtoReflect())
			parsed.Matches((&compendiumv1.Use{}).ProtoReflect())
		}
	})
}
