package http

import (
	"net/url"
	"testing"
)

func TestParseGet(t *testing.T) {
	for _, raw := range []string{
		"message=&encoding=proto", "connect=v1&encoding=json&message=%7B%22name%22%3A%22drugs%2Fx%22%7D",
		"base64=1&connect=v1&encoding=proto&message=Cg", "encoding=json&message=a+b&base64=0",
	} {
		want, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := parseGet(raw)
		if !ok || got != (getQuery{want.Get("message"), want.Get("encoding"), want.Get("base64")}) {
			t.Errorf("%s: %+v, %v", raw, got, ok)
		}
	}
	for _, raw := range []string{
		"", "encoding=proto", "message=Cg", "message=Cg&encoding=xml", "message=Cg&message=Cg&encoding=proto",
		"message=%zz&encoding=json", "message=a;b&encoding=json", "message=Cg&encoding=proto&connect=v2",
		"message=Cg&encoding=proto&compression=gzip", "message=Cg&encoding=proto&compression=", "%6Dessage=Cg&encoding=proto",
		"message=Cg&encoding=proto&other=1",
	} {
		if got, ok := parseGet(raw); ok {
			t.Errorf("%s is not for the library: %+v", raw, got)
		}
	}
}
