package services

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// token is the content of a page token: where the page before ended, by key and not by offset, so that it survives a
// reload, and the version that the page came from.
type token struct {
	// After is the name of the last item, or its key in searches.
	After string `json:"a"`
	// Values are the last item's values of the sorted fields, as the index encodes them, or null.
	Values []*string `json:"o,omitempty"`
	// Query identifies the other arguments.
	Query string `json:"q"`
	// Version is the version that the page came from.
	Version string `json:"v"`
}

// nextToken returns the token of the page after an item of a request.
func (now call) nextToken(request proto.Message, after string, values []*string) string {
	return makeToken(token{After: after, Values: values, Query: queryOf(request), Version: now.version})
}

func makeToken(t token) string {
	text, err := json.Marshal(t)
	if err != nil {
		// Texts always encode.
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func readToken(text, query string) (token, error) {
	t, ok := parseToken(text)
	switch {
	case !ok:
		return token{}, badRequest(
			ReasonInvalidPageToken,
			"page_token",
			"This is not a page token of this service. Use next_page_token of the previous response, or leave it empty for "+
				"the first page.",
		)
	case t.Query != query:
		return token{}, badRequest(
			ReasonInvalidPageToken,
			"page_token",
			"The token belongs to a request with other arguments. Repeat them as they were, or leave the token empty for the "+
				"first page.",
		)
	}
	return t, nil
}

func parseToken(text string) (token, bool) {
	var t token
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(decoded, &t) != nil || t.After == "" || t.Version == "" {
		return token{}, false
	}
	return t, true
}

// tokenVersion returns the version of a page token, or "" if the token is invalid.
func tokenVersion(text string) string {
	t, _ := parseToken(text)
	return t.Version
}

// queryOf identifies a list request without its page: its type, and all arguments but page_size and page_token.
func queryOf(request proto.Message) string {
	rest := proto.Clone(request).ProtoReflect()
	for _, name := range []protoreflect.Name{"page_size", "page_token"} {
		rest.Clear(rest.Descriptor().Fields().ByName(name))
	}
	text, err := proto.MarshalOptions{Deterministic: true}.Marshal(rest.Interface())
	if err != nil {
		// It was just decoded from the wire.
		text = nil
	}
	sum := sha256.Sum256(append([]byte(rest.Descriptor().FullName()+" "), text...))
	return hex.EncodeToString(sum[:8])
}
