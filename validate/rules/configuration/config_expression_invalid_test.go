package configuration_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConfigExpressionInvalid(t *testing.T) {
	own := func(collections, expression string) string {
		return `-- compendium.yaml --
custom_rules:
  - id: acme-x
    collections: [` + collections + `]
    path: citations[]
    message: Wrong.
    severity: WARNING
    expression: ` + expression + "\n"
	}
	at := func(place string) []string {
		return []string{"compendium.yaml:" + place + " error custom_rules[0].expression"}
	}
	ruletest.Run(t, "config-expression-invalid", []ruletest.Case{
		{Name: "all variables",
			Change: own("drugs, trials", `this.source != "" && record.display_name != "" && as_of > "2000"`)},
		{Name: "a syntax error", Change: own("drugs", "this.source =="), Want: at("7:31")},
		{Name: "no such field", Change: own("drugs", `this.sorce != ""`), Want: at("7:22")},
		{Name: "no such field of one of the collections",
			Change: own("drugs, trials", `record.lifecycle != Drug.Lifecycle.RETIRED`), Want: at("7:24")},
		{Name: "in quotes", Change: own("drugs", `'this.source != "" && this.sorce != ""'`), Want: at("7:44")},
		{Name: "with a character of several bytes before it",
			Change: own("drugs", `"this.source != 'ä' && this.sorce != ''"`), Want: at("7:45")},
		{Name: "in a literal text", Change: own("drugs", "|-\n      this.source != \"\"\n      && this.sorce != \"\""),
			Want: at("9:15")},
		{Name: "in a folded text", Change: own("drugs", ">-\n      this.source != \"\"\n      && this.sorce != \"\""),
			Want: at("9:15")},
		{Name: "no truth", Change: own("drugs", "this.source"), Want: at("7:17")},
		{Name: "a pattern that is none", Change: own("drugs", `this.source.matches("(")`), Want: at("7:17")},
		{Name: "too costly whatever the record",
			Change: own("drugs", "'"+nested(6, "[1,2,3,4,5,6,7,8,9,0].map(a, ", "1", ")")+".size() > 0'"),
			Want:   at("7:18")},
		{Name: "nested too deeply", Change: own("drugs", nested(200, "(", "true", ")")), Want: at("7:17")},
	})
}

// nested writes something in n pairs of brackets.
func nested(n int, open, inner, closing string) string {
	for range n {
		inner = open + inner + closing
	}
	return inner
}
