package validate_test

import "testing"

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
	testRule(t, "config-expression-invalid", []ruleCase{
		{name: "all variables", change: own("drugs, trials", `this.source != "" && record.display_name != "" && as_of > "2000"`)},
		{name: "a syntax error", change: own("drugs", "this.source =="), want: at("7:31")},
		{name: "no such field", change: own("drugs", `this.sorce != ""`), want: at("7:22")},
		{name: "no such field of one of the collections", change: own("drugs, trials", `record.lifecycle != Drug.Lifecycle.RETIRED`), want: at("7:24")},
		{name: "in quotes", change: own("drugs", `'this.source != "" && this.sorce != ""'`), want: at("7:44")},
		{name: "with a character of several bytes before it", change: own("drugs", `"this.source != 'ä' && this.sorce != ''"`), want: at("7:45")},
		{name: "in a literal text", change: own("drugs", "|-\n      this.source != \"\"\n      && this.sorce != \"\""), want: at("9:15")},
		{name: "in a folded text", change: own("drugs", ">-\n      this.source != \"\"\n      && this.sorce != \"\""), want: at("9:15")},
		{name: "no truth", change: own("drugs", "this.source"), want: at("7:17")},
		{name: "a pattern that is none", change: own("drugs", `this.source.matches("(")`), want: at("7:17")},
		{name: "too costly whatever the record", change: own("drugs", "'"+nested(6, "[1,2,3,4,5,6,7,8,9,0].map(a, ", "1", ")")+".size() > 0'"),
			want: at("7:18")},
		{name: "nested too deeply", change: own("drugs", nested(200, "(", "true", ")")), want: at("7:17")},
	})
}

// nested writes something in n pairs of brackets.
func nested(n int, open, inner, closing string) string {
	for range n {
		inner = open + inner + closing
	}
	return inner
}
