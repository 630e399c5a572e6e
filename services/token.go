package services

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// token is what a page token holds: where the page before ended, by key and not by offset, so that it stays true across a reload.
type token struct {
	After string `json:"a"`
	Query string `json:"q"`
}

func makeToken(after, query string) string {
	text, err := json.Marshal(token{After: after, Query: query})
	if err != nil {
		// Two strings always encode.
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func readToken(text, query string) (after string, err error) {
	var t token
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(decoded, &t)
	}
	switch {
	case err != nil || t.After == "":
		return "", badRequest(ReasonInvalidPageToken, "page_token", "This is not a page token of this service. Take next_page_token of the response before, or leave it empty for the first page.")
	case t.Query != query:
		return "", badRequest(ReasonInvalidPageToken, "page_token", "The token belongs to a request with other arguments. Repeat them as they were, or leave the token empty for the first page.")
	}
	return t.After, nil
}

// queryOf identifies a list request without its page: its method's request type and all arguments but page_size and page_token.
func queryOf(request proto.Message) string {
	rest := proto.Clone(request).ProtoReflect()
	for _, name := range []protoreflect.Name{"page_size", "page_token"} {
		rest.Clear(rest.Descriptor().Fields().ByName(name))
	}
	text, err := proto.MarshalOptions{Deterministic: true}.Marshal(rest.Interface())
	if err != nil {
		// It was decoded from the wire a moment ago.
		text = nil
	}
	sum := sha256.Sum256(append([]byte(rest.Descriptor().FullName()+" "), text...))
	return hex.EncodeToString(sum[:8])
}
