package codes

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeWithoutCitation = validate.Rule{
	ID:       "code-without-citation",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		record := p.Record.Message().ProtoReflect()
		for _, name := range []protoreflect.Name{"codes", "registrations"} {
			field := record.Descriptor().Fields().ByName(name)
			if field == nil || !record.Has(field) {
				continue
			}
			codes := record.Get(field).Message()
			if codes.Has(codes.Descriptor().Fields().ByName("cites")) {
				continue
			}
			uncited := ownCodes(codes)
			for _, c := range otherCodes(p.Record.Message()) {
				if !c.ofProduct && len(c.GetCites()) == 0 {
					uncited = append(uncited, c.GetSystem().String()+" "+c.GetCode())
				}
			}
			if len(uncited) > 0 {
				p.Report(string(name), "%s cites no source. Add cites to %s with the key of a citation that shows the code.",
					strings.Join(uncited, ", "), name)
			}
		}
	},
}

// ownCodes returns the codes that have a field of their own: "atc L01EA01".
func ownCodes(codes protoreflect.Message) []string {
	var list []string
	fields := codes.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		switch value := codes.Get(field); {
		case field.Kind() != protoreflect.StringKind || !codes.Has(field):
		case field.IsList():
			for j := range value.List().Len() {
				list = append(list, string(field.Name())+" "+value.List().Get(j).String())
			}
		default:
			list = append(list, string(field.Name())+" "+value.String())
		}
	}
	return list
}
