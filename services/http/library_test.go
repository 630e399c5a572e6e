package http_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestConnectAnswersAsTheLibrary sends requests that are right, odd and wrong to the server and to a handler that is
// the library's own, which passes Connect's conformance tests. What the server does itself has to look the same from
// outside. What is not base64 is not among them: the library takes it for its own fault, with code unknown.
func TestConnectAnswersAsTheLibrary(t *testing.T) {
	p := open(t, nil)
	const full = compendiumv1.CatalogService_GetDrug_FullMethodName
	client := newClient[compendiumv1.GetDrugRequest, compendiumv1.Drug](p, full)
	library := httptest.NewServer(connect.NewUnaryHandler(full,
		func(ctx context.Context,
			request *connect.Request[compendiumv1.GetDrugRequest]) (*connect.Response[compendiumv1.Drug], error) {
			answer, err := client.CallUnary(ctx, connect.NewRequest(request.Msg))
			if err != nil {
				return nil, connect.NewError(connect.CodeOf(err), err)
			}
			return connect.NewResponse(answer.Msg), nil
		}, connect.WithIdempotency(connect.IdempotencyNoSideEffects)))
	t.Cleanup(library.Close)

	request := &compendiumv1.GetDrugRequest{Name: "drugs/examplinib", View: compendiumv1.View_BASIC}
	binary, err := proto.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"name": "drugs/examplinib", "view": "BASIC"}`
	get := func(values ...string) string {
		query := url.Values{"connect": {"v1"}, "encoding": {"json"}, "message": {text}}
		for _, value := range values {
			key, value, set := strings.Cut(value, "=")
			if query.Del(key); set {
				query.Set(key, value)
			}
		}
		return "?" + query.Encode()
	}
	asJSON, web := "Content-Type: application/json", "Content-Type: application/grpc-web+proto"
	frame := string([]byte{0, 0, 0, 0, byte(len(binary))}) + string(binary)
	for name, c := range map[string]struct {
		verb, query, body string
		headers           []string
	}{
		"get":          {"GET", get(), "", nil},
		"get as proto": {"GET", get("encoding=proto", "message="+string(binary)), "", nil},
		"get in base64": {"GET", get("base64=1", "message="+base64.URLEncoding.EncodeToString([]byte(text))),
			"", nil},
		"get in base64 unpadded": {"GET", get("base64=1",
			"message="+base64.RawURLEncoding.EncodeToString([]byte(text+" "))), "", nil},
		"get with base64 off":            {"GET", get("base64=0"), "", nil},
		"get without version":            {"GET", get("connect"), "", nil},
		"get of another version":         {"GET", get("connect=v2"), "", nil},
		"get without encoding":           {"GET", get("encoding"), "", nil},
		"get in another encoding":        {"GET", get("encoding=xml"), "", nil},
		"get without message":            {"GET", get("message"), "", nil},
		"get of nothing":                 {"GET", get("message="), "", nil},
		"get of nothing as proto":        {"GET", get("message=", "encoding=proto"), "", nil},
		"get of what is malformed":       {"GET", get("message={"), "", nil},
		"get uncompressed":               {"GET", get("compression=identity"), "", nil},
		"get in an unknown compression":  {"GET", get("compression=zstd"), "", nil},
		"get of what there is not":       {"GET", get(`message={"name":"drugs/none"}`), "", nil},
		"get in time":                    {"GET", get(), "", []string{"Connect-Timeout-Ms: 60000"}},
		"get in no time":                 {"GET", get(), "", []string{"Connect-Timeout-Ms: 0"}},
		"get in less time":               {"GET", get(), "", []string{"Connect-Timeout-Ms: -1"}},
		"get in too many digits":         {"GET", get(), "", []string{"Connect-Timeout-Ms: 12345678901"}},
		"get in ten digits":              {"GET", get(), "", []string{"Connect-Timeout-Ms: 9999999999"}},
		"get in words":                   {"GET", get(), "", []string{"Connect-Timeout-Ms: soon"}},
		"get with a plus":                {"GET", get(), "", []string{"Connect-Timeout-Ms: +5000"}},
		"post":                           {"POST", "", text, []string{asJSON}},
		"post in a charset":              {"POST", "", text, []string{asJSON + "; charset=utf-8"}},
		"post in a charset in capitals":  {"POST", "", text, []string{asJSON + "; charset=UTF-8"}},
		"post in another charset":        {"POST", "", text, []string{asJSON + "; charset=latin1"}},
		"post as proto":                  {"POST", "", string(binary), []string{"Content-Type: application/proto"}},
		"post as text":                   {"POST", "", text, []string{"Content-Type: text/plain"}},
		"post as what it does not say":   {"POST", "", text, nil},
		"post of a stream":               {"POST", "", text, []string{"Content-Type: application/connect+json"}},
		"post of nothing":                {"POST", "", "", []string{asJSON}},
		"post of nothing as proto":       {"POST", "", "", []string{"Content-Type: application/proto"}},
		"post of what is malformed":      {"POST", "", "{", []string{asJSON}},
		"post of another version":        {"POST", "", text, []string{asJSON, "Connect-Protocol-Version: 2"}},
		"post of this version":           {"POST", "", text, []string{asJSON, "Connect-Protocol-Version: 1"}},
		"post uncompressed":              {"POST", "", text, []string{asJSON, "Content-Encoding: identity"}},
		"post in an unknown compression": {"POST", "", text, []string{asJSON, "Content-Encoding: zstd"}},
		"post of what is not compressed": {"POST", "", text, []string{asJSON, "Content-Encoding: gzip"}},
		"post in words":                  {"POST", "", text, []string{asJSON, "Connect-Timeout-Ms: soon"}},
		"post in no time":                {"POST", "", text, []string{asJSON, "Connect-Timeout-Ms: 0"}},
		"post of what there is not":      {"POST", "", `{"name":"drugs/none"}`, []string{asJSON}},
		"put":                            {"PUT", "", text, []string{asJSON}},
		"delete":                         {"DELETE", "", "", nil},
		"gRPC-Web":                       {"POST", "", frame, []string{web}},
		"gRPC-Web of nothing":            {"POST", "", "", []string{web}},
		"gRPC-Web of two messages":       {"POST", "", frame + frame, []string{web}},
		"gRPC-Web cut short":             {"POST", "", frame[:len(frame)-1], []string{web}},
		"gRPC-Web that says compressed":  {"POST", "", "\x01" + frame[1:], []string{web}},
		"gRPC-Web in no time":            {"POST", "", frame, []string{web, "Grpc-Timeout: 0n"}},
		"gRPC-Web in words":              {"POST", "", frame, []string{web, "Grpc-Timeout: soon"}},
	} {
		t.Run(name, func(t *testing.T) {
			want := outside(send(t, http.DefaultClient, c.verb, library.URL+full+c.query, c.body, c.headers...))
			got := outside(p.ask(t, c.verb, full+c.query, c.body, c.headers...))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-library +server):\n%s", diff)
			}
		})
	}
}

// seen is what a client goes by in an answer. What an error says is not among it.
type seen struct {
	Code        int
	Kind, Allow string
	Error       string // the code of Connect or of gRPC
	Message     any
}

var grpcStatus = regexp.MustCompile(`(?i)grpc-status: ?([0-9]+)`)

func outside(a answer) seen {
	s := seen{Code: a.code, Kind: a.header.Get("Content-Type")}
	switch {
	case a.code == http.StatusUnsupportedMediaType: // the server says why
		s.Kind = ""
	case a.code == http.StatusMethodNotAllowed: // the server says it in JSON, too, and that it takes HEAD
		verbs := slices.DeleteFunc(strings.Split(a.header.Get("Allow"), ", "),
			func(verb string) bool { return verb == http.MethodHead })
		slices.Sort(verbs)
		s.Kind, s.Allow = "", strings.Join(verbs, ", ")
	case strings.HasPrefix(s.Kind, "application/grpc-web"):
		s.Error = a.header.Get("Grpc-Status")
		if found := grpcStatus.FindStringSubmatch(a.body); found != nil {
			s.Error = found[1]
		}
	case strings.HasPrefix(s.Kind, "application/json"):
		var failed struct {
			Code string `json:"code"`
		}
		if json.Unmarshal([]byte(a.body), &s.Message) == nil && a.code != http.StatusOK {
			_ = json.Unmarshal([]byte(a.body), &failed)
			s.Error, s.Message = failed.Code, nil
		}
	case a.code == http.StatusOK:
		s.Message = a.body
	}
	return s
}
