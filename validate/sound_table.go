package validate

import (
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

// soundPatterns tell faster than a regular expression that a text surely matches it. Of what they do not tell the expression decides.
var soundPatterns = map[string]func(string) bool{
	`^[^\s\p{Z}\p{C}]([^\p{C}]*[^\s\p{Z}\p{C}])?$`: func(s string) bool {
		for i := range len(s) {
			if s[i] < ' ' || s[i] > '~' {
				return false
			}
		}
		return s[0] != ' ' && s[len(s)-1] != ' '
	},
	`^[a-z0-9]+(-[a-z0-9]+)*$`: isSlug,
	`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`: func(s string) bool {
		i := 0
		for i < len(s) && 'a' <= s[i] && s[i] <= 'z' {
			i++
		}
		return i > 0 && i < len(s) && s[i] == '/' && isSlug(s[i+1:])
	},
	datePattern: func(s string) bool {
		// The first 28 days of a month need no calendar.
		if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]) || !allDigits(s[5:7]) || !allDigits(s[8:]) {
			return false
		}
		month, day := s[5:7], s[8:]
		return "01" <= month && month <= "12" && "01" <= day && day <= "28"
	},
}

const datePattern = `^[0-9]{4}(-(0[1-9]|1[0-2]))?$|^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|` +
	`02-(0[1-9]|1[0-9]|2[0-8]))$|^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29$`

// isSlug says whether a text is words of small letters and digits with single hyphens between them.
func isSlug(s string) bool {
	word := false
	for i := range len(s) {
		switch b := s[i]; {
		case 'a' <= b && b <= 'z' || '0' <= b && b <= '9':
			word = true
		case b == '-' && word:
			word = false
		default:
			return false
		}
	}
	return word
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// fieldsOf looks up the fields of a message by their names.
type fieldsOf func(name protoreflect.Name) protoreflect.FieldDescriptor

// soundMessage says whether a message keeps a rule, of which the fields are looked up once.
type soundMessage func(fields fieldsOf) func(protoreflect.Message) bool

// soundMessages are the rules of the schema over whole messages, by their expressions: one that the schema changes is not known any more.
var soundMessages = map[string]soundMessage{
	"has(this.review)": func(f fieldsOf) func(protoreflect.Message) bool { return set(f("review")) },
	"this.lifecycle == 4 || has(this.review)": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(enumIn(f("lifecycle"), 4), set(f("review")))
	},
	"(this.lifecycle == 4) == (this.replaced_by != '')": func(f fieldsOf) func(protoreflect.Message) bool {
		return same(enumIn(f("lifecycle"), 4), set(f("replaced_by")))
	},
	"this.seriousness != 3 || this.action != ''": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(not(enumIn(f("seriousness"), 3)), set(f("action")))
	},
	"this.status != 3 || size(this.results) > 0": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(not(enumIn(f("status"), 3)), set(f("results")))
	},
	"this.type != 2 || size(this.jurisdictions) > 0": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(not(enumIn(f("type"), 2)), set(f("jurisdictions")))
	},
	"this.kind != 2 || size(this.coverages) == 0": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(not(enumIn(f("kind"), 2)), not(set(f("coverages"))))
	},
	"!(this.event in [5, 6, 8, 9, 10]) || this.reason != ''": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(not(enumIn(f("event"), 5, 6, 8, 9, 10)), set(f("reason")))
	},
	"this.use != '' && this.indication != '' ? false : !(this.event in [1, 2, 3, 4]) || this.use != '' || this.indication != ''": func(f fieldsOf) func(protoreflect.Message) bool {
		use, indication, event := set(f("use")), set(f("indication")), enumIn(f("event"), 1, 2, 3, 4)
		return func(m protoreflect.Message) bool {
			return use(m) != indication(m) || !use(m) && !event(m)
		}
	},
	"!has(this.off_label) || size(this.cites) > 0": func(f fieldsOf) func(protoreflect.Message) bool {
		return or(not(set(f("off_label"))), set(f("cites")))
	},
	"has(this.off_label) != (this.unknown != '')": func(f fieldsOf) func(protoreflect.Message) bool {
		return not(same(set(f("off_label")), set(f("unknown"))))
	},
	"(this.published != '' || this.revised != '' || this.reviewed != '') != (this.unknown != '')": func(f fieldsOf) func(protoreflect.Message) bool {
		return not(same(or(set(f("published")), or(set(f("revised")), set(f("reviewed")))), set(f("unknown"))))
	},
}

// bind gives the function of a rule over a message of this type; one that is not known holds nowhere.
func bind(rule soundMessage, message protoreflect.MessageDescriptor) func(protoreflect.Message) bool {
	nowhere := func(protoreflect.Message) bool { return false }
	if rule == nil {
		return nowhere
	}
	missing := false
	bound := rule(func(name protoreflect.Name) protoreflect.FieldDescriptor {
		field := message.Fields().ByName(name)
		missing = missing || field == nil
		return field
	})
	if missing {
		return nowhere
	}
	return bound
}

// set says whether a field is there: a text that is not empty, a list with items, a message.
func set(field protoreflect.FieldDescriptor) func(protoreflect.Message) bool {
	return func(m protoreflect.Message) bool { return m.Has(field) }
}

func enumIn(field protoreflect.FieldDescriptor, numbers ...protoreflect.EnumNumber) func(protoreflect.Message) bool {
	return func(m protoreflect.Message) bool {
		value := m.Get(field).Enum()
		return slices.Contains(numbers, value)
	}
}

func or(a, b func(protoreflect.Message) bool) func(protoreflect.Message) bool {
	return func(m protoreflect.Message) bool { return a(m) || b(m) }
}

func not(a func(protoreflect.Message) bool) func(protoreflect.Message) bool {
	return func(m protoreflect.Message) bool { return !a(m) }
}

func same(a, b func(protoreflect.Message) bool) func(protoreflect.Message) bool {
	return func(m protoreflect.Message) bool { return a(m) == b(m) }
}

// recordKinds gives the types of all records.
func recordKinds() []protoreflect.MessageDescriptor {
	var list []protoreflect.MessageDescriptor
	for _, kind := range catalog.Kinds() {
		list = append(list, kind.New().ProtoReflect().Descriptor())
	}
	return list
}
