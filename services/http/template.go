package http

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// httpRule is a binding of a method to a path.
type httpRule = *annotations.HttpRule

// rulesOf returns the bindings of a method.
func rulesOf(m protoreflect.MethodDescriptor) []httpRule {
	rule, _ := proto.GetExtension(m.Options(), annotations.E_Http).(*annotations.HttpRule)
	if rule == nil {
		return nil
	}
	return append([]httpRule{rule}, rule.GetAdditionalBindings()...)
}

// template is a parsed binding.
type template struct {
	verb, path string // as [http.ServeMux] has them: "/v1/drugs/{name}"
	variables  []variable
	// body is set if the request is the body and not in the query.
	body bool
}

// variable is a field that the path has, such as name in /v1/{name=drugs/*}.
type variable struct {
	field protoreflect.FieldDescriptor
	// parts are its segments. The empty ones are taken from the path, by the names of their wildcards.
	parts     []string
	wildcards []string
}

// value returns the value of the variable in the path of a request.
func (v *variable) value(r *http.Request) string {
	const most = 8 // of a path of the schema, so that they need no allocation
	segments := make([]string, 0, most)
	for i, part := range v.parts {
		if part == "" {
			part = r.PathValue(v.wildcards[i])
		}
		segments = append(segments, part)
	}
	return strings.Join(segments, "/")
}

// parseTemplate parses a binding, in the part of the grammar of google.api.http that [http.ServeMux] can match.
func parseTemplate(rule httpRule, input protoreflect.MessageDescriptor) (*template, error) {
	t := &template{body: rule.GetBody() == "*"}
	path := rule.GetGet()
	t.verb = http.MethodGet
	if path == "" {
		path, t.verb = rule.GetPost(), http.MethodPost
	}
	if path == "" || t.body != (t.verb == http.MethodPost) || rule.GetResponseBody() != "" {
		return nil, errors.New(`bind to get, or to post with the body "*"`)
	}
	wildcards := 0 // of the whole path
	for path != "" {
		literal, rest, found := strings.Cut(path, "{")
		t.path += literal
		if !found {
			break
		}
		inner, rest, closed := strings.Cut(rest, "}")
		name, pattern, bound := strings.Cut(inner, "=")
		if !bound {
			pattern = "*"
		}
		v := variable{field: input.Fields().ByName(protoreflect.Name(name))}
		if v.field == nil || v.field.Kind() != protoreflect.StringKind || v.field.IsList() || !closed {
			return nil, fmt.Errorf("{%s} does not name a text field of the request", inner)
		}
		for i, segment := range strings.Split(pattern, "/") {
			if i > 0 {
				t.path += "/"
			}
			wildcard := ""
			if segment == "*" {
				segment, wildcard = "", name
				if wildcards++; wildcards > 1 {
					wildcard += strconv.Itoa(wildcards)
				}
				t.path += "{" + wildcard + "}"
			}
			t.path += segment
			v.parts, v.wildcards = append(v.parts, segment), append(v.wildcards, wildcard)
		}
		t.variables = append(t.variables, v)
		path = rest
	}
	return t, nil
}
