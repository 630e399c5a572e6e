package filter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/filter"
)

func TestErrors(t *testing.T) {
	for source, want := range map[string]string{
		`price = 1`:                              `at character 1: Use has no field "price"; it has id, name, condition, extent`,
		`labels.price = 1`:                       `at character 8: Label has no field "price"; it has jurisdiction, off_label, unknown, status`,
		`labels.statuss = ON_LABEL`:              `at character 8: Label has no field "statuss"; did you mean status?`,
		`id.x = 1`:                               `at character 4: id has no fields`,
		`id`:                                     `at character 3: expected one of = != < <= > >= : after the field id, found the end of the filter`,
		`id =`:                                   `at character 5: expected a value after =, found the end of the filter`,
		`id = "x`:                                `at character 6: unterminated string; end it with "`,
		`id = (x)`:                               `at character 6: expected a value after =, found "("`,
		`(id = x`:                                `at character 8: missing closing parenthesis before the end of the filter`,
		`id = x)`:                                `at character 7: unexpected ")"; join restrictions with AND or OR`,
		`id = x, id = y`:                         `at character 7: unexpected ","; join restrictions with AND or OR`,
		`strength = NEVER`:                       `at character 12: strength has no value "NEVER"; it has STANDARD_FIRST, MAY_BE_USED, SOMETIMES_USED, INVESTIGATIONAL, NO_BETTER_THAN_STANDARD, NOT_RECOMMENDED`,
		`strength = may_be_used`:                 `at character 12: strength has no value "may_be_used"; did you mean MAY_BE_USED?`,
		`strength < MAY_BE_USED`:                 `at character 10: strength has no order; use = or !=`,
		`labels.off_label = maybe`:               `at character 20: off_label must be true or false, not "maybe"`,
		`labels.off_label < true`:                `at character 18: off_label is a boolean and has no order; use = or !=`,
		`labels = x`:                             `at character 8: labels is a message; name one of its fields, or test whether it is set with labels:*`,
		`id = "a*b"`:                             `at character 6: * is supported at the beginning or at the end of a text or, with :, of a word; to find a word anywhere, use : without *; write \* for the character`,
		`summary = "*nausea*"`:                   `at character 11: * is supported at the beginning`,
		`summary : "*nausea*"`:                   `at character 11: * is supported at the beginning`,
		`summary : "two na*sea"`:                 `at character 11: * is supported at the beginning`,
		`id = "*"`:                               `at character 6: "*" alone matches anything; to ask whether id is set, write id:*`,
		`id = ""`:                                `at character 6: no id is ""; to ask for what is not set, write NOT id:*`,
		`labels.unknown = ""`:                    `at character 18: no unknown is ""; to ask for what is not set, write NOT labels.unknown:*`,
		`any(labels, unknown = "")`:              `at character 23: no unknown is ""; to ask for what is not set, write NOT unknown:*`,
		`labels.unknown = "*"`:                   `at character 18: "*" alone matches anything; to ask whether unknown is set, write labels.unknown:*`,
		`id = x and id = y`:                      `at character 8: Use has no field "and"; to join restrictions, write AND`,
		`AND id = x`:                             `at character 1: expected a restriction, found AND`,
		`NOT NOT id = x`:                         `at character 5: expected a restriction, found NOT`,
		`not id = x`:                             `at character 1: Use has no field "not"; to join restrictions, write NOT`,
		`id = “x”`:                               `at character 6: unexpected '“'; put texts in " or '`,
		`id > "a*"`:                              `at character 6: * has no order; use it with =, != or :`,
		`summary : "…"`:                          `at character 11: "…" has no word to find`,
		`id = "-*"`:                              `at character 6: "-*" has no letter or digit beside *`,
		`id = x AND`:                             `at character 11: expected a field, found the end of the filter`,
		`id = x %`:                               `at character 8: unexpected '%'`,
		`"chordoma"`:                             `at character 1: expected a field, found "chordoma"`,
		`condition = conditions/chrdoma`:         `at character 13: there is no record "conditions/chrdoma"; condition names conditions, as in "conditions/…"`,
		`condition = conditions/chordo`:          `at character 13: there is no record "conditions/chordo"; did you mean "conditions/chordoma"?`,
		`condition = chordoma`:                   `at character 13: there is no record "chordoma"; did you mean "conditions/chordoma"?`,
		`condition = drugs/doxorubicin`:          `at character 13: condition names conditions, so it is never "drugs/doxorubicin"`,
		`therapy = sources/label`:                `at character 11: therapy names drugs, classes, regimens or procedures, so it is never "sources/label"`,
		`labels.jurisdiction = "UK"`:             `at character 23: there is no region "UK"; did you mean GB?`,
		`labels.jurisdiction != "XX"`:            `at character 24: there is no region "XX"; write a code of ISO 3166 such as US, GB or CA-ON, or EU`,
		`inside(condition, "x")`:                 `at character 1: there is no function "inside"; it has any, covers, listing, status, within`,
		`withn(condition, "x")`:                  `at character 1: there is no function "withn"; did you mean within?`,
		`within(summary, "x")`:                   `at character 8: summary names neither records nor regions, so nothing is within another`,
		`within(condition)`:                      `at character 17: missing the comma and the name of within(field, "name") before ")"`,
		`within(condition, chordo)`:              `at character 19: there is no record "chordo"; did you mean "conditions/chordoma"?`,
		`within(condition, "a*")`:                `at character 19: within takes one name, without *`,
		`any(extent, id = x)`:                    `at character 5: extent is not a list of messages, so it has no items; write the restriction without any`,
		`any(labels, labels.status = ON_LABEL)`:  `at character 13: within any(labels, …) fields are those of Label; leave out "labels."`,
		`any(labels)`:                            `at character 11: missing the comma and the filter of any(list, filter) before ")"`,
		`any(labels, status = ON_LABEL`:          `at character 30: missing closing parenthesis of any before the end of the filter`,
		`any(labels, status("US") = ON_LABEL)`:   `at character 13: status is about uses; ask for it in ListUses`,
		`status("US", "2018") = ON_LABEL`:        `at character 14: "2018" is not a day; write one as in "2018-01-01"`,
		`status("US", "2026-12-01") = ON_LABEL`:  `at character 14: 2026-12-01 is after today, 2026-11-30; what will hold then is not known`,
		`covers(labels.jurisdiction, "UK")`:      `at character 29: there is no region "UK"; did you mean GB?`,
		`status("Mars") = ON_LABEL`:              `at character 8: there is no region "Mars"`,
		`status("US") = ON_LABLE`:                `at character 16: status has no value "ON_LABLE"; did you mean ON_LABEL?`,
		`listing("lists/formulary") = PREFERRED`: `at character 1: listing is about drugs; ask for it in ListDrugs`,
		`status("US") < ON_LABEL`:                `at character 14: expected = or != after status(…), found "<"`,
		strings.Repeat("(", 30) + `id=x`:         `at character 22: the filter is nested more than 20 deep`,
		strings.Repeat("id=x ", 101):             `at character 501: the filter has more than 100 restrictions`,
		`status(US,"2001-01-01")=ON_LABEL OR status(US,"2002-01-01")=ON_LABEL OR status(US,"2003-01-01")=ON_LABEL OR ` +
			`status(US,"2004-01-01")=ON_LABEL OR status(US,"2005-01-01")=ON_LABEL`: `at character 155: the filter asks for more than 4 days`,
	} {
		_, err := filter.Parse(source, use.ProtoReflect().Descriptor(), known)
		var located *filter.Error
		if !errors.As(err, &located) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", source, err, want)
		}
	}
}

// TestErrorPositionCountsCharacters has multi-byte characters before the error.
func TestErrorPositionCountsCharacters(t *testing.T) {
	_, err := filter.Parse(`id = "äöü" AND price = 1`, use.ProtoReflect().Descriptor(), known)
	var wrong *filter.Error
	if !errors.As(err, &wrong) || wrong.Character != 16 || !strings.HasPrefix(err.Error(), "at character 16: ") {
		t.Errorf("error %v", err)
	}
}

// TestCostIsBounded asks for items of many lists together, which nothing but trying each with each would find.
func TestCostIsBounded(t *testing.T) {
	wide := &compendiumv1.Drug{}
	for range 300 {
		wide.SideEffects = append(wide.SideEffects, &compendiumv1.SideEffect{Term: "x"})
		wide.Names = append(wide.Names, &compendiumv1.Name{Text: "x"})
		wide.Products = append(wide.Products, &compendiumv1.Product{Brand: "x"})
	}
	f, err := filter.Parse(`(side_effects.term = x OR names.text = a) AND (names.text = b OR products.brand = x) AND
		(products.brand = a OR side_effects.term = a)`, wide.ProtoReflect().Descriptor(), known)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Matches(wide.ProtoReflect()); !errors.Is(err, filter.ErrTooCostly) {
		t.Errorf("error %v", err)
	}
	f, err = filter.Parse(`side_effects.term = a AND names.text = b AND products.brand = c AND products.id = d`,
		wide.ProtoReflect().Descriptor(), known)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Matches(wide.ProtoReflect()); err != nil {
		t.Errorf("lists that have nothing to do with each other: %v", err)
	}
	for source, wide := range map[string]*compendiumv1.Drug{
		`names.text = a`:           {Names: slices.Repeat([]*compendiumv1.Name{{Text: "x"}}, 600_000)},
		`classes = "classes/oral"`: {Classes: slices.Repeat([]string{"classes/none"}, 1<<20)},
	} {
		f, err := filter.Parse(source, wide.ProtoReflect().Descriptor(), known)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Matches(wide.ProtoReflect()); !errors.Is(err, filter.ErrTooCostly) {
			t.Errorf("%s on one long list: error %v", source, err)
		}
	}
}

// TestDepthIsBounded nests parentheses, also within an any, which is one level itself.
func TestDepthIsBounded(t *testing.T) {
	for depth, want := range map[int]bool{19: true, 20: false} {
		nested := strings.Repeat("(", depth) + "text = a" + strings.Repeat(")", depth)
		_, err := filter.Parse("any(names, "+nested+")", drug.ProtoReflect().Descriptor(), known)
		if (err == nil) != want {
			t.Errorf("%d parentheses in an any: %v", depth, err)
		}
	}
}
