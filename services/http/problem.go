package http

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// problem is an error in the JSON of AIP-193.
type problem struct {
	Error struct {
		Code    int               `json:"code"`
		Message string            `json:"message"`
		Status  string            `json:"status"`
		Details []json.RawMessage `json:"details,omitempty"`
	} `json:"error"`
}

// statuses are the HTTP statuses of codes, and the names that AIP-193 has for the codes.
var statuses = map[codes.Code]struct {
	http int
	name string
}{
	codes.Canceled:           {499, "CANCELLED"}, // the caller does not see it
	codes.Unknown:            {http.StatusInternalServerError, "UNKNOWN"},
	codes.InvalidArgument:    {http.StatusBadRequest, "INVALID_ARGUMENT"},
	codes.DeadlineExceeded:   {http.StatusGatewayTimeout, "DEADLINE_EXCEEDED"},
	codes.NotFound:           {http.StatusNotFound, "NOT_FOUND"},
	codes.AlreadyExists:      {http.StatusConflict, "ALREADY_EXISTS"},
	codes.PermissionDenied:   {http.StatusForbidden, "PERMISSION_DENIED"},
	codes.ResourceExhausted:  {http.StatusTooManyRequests, "RESOURCE_EXHAUSTED"},
	codes.FailedPrecondition: {http.StatusBadRequest, "FAILED_PRECONDITION"},
	codes.Aborted:            {http.StatusConflict, "ABORTED"},
	codes.OutOfRange:         {http.StatusBadRequest, "OUT_OF_RANGE"},
	codes.Unimplemented:      {http.StatusNotImplemented, "UNIMPLEMENTED"},
	codes.Internal:           {http.StatusInternalServerError, "INTERNAL"},
	codes.Unavailable:        {http.StatusServiceUnavailable, "UNAVAILABLE"},
	codes.DataLoss:           {http.StatusInternalServerError, "DATA_LOSS"},
	codes.Unauthenticated:    {http.StatusUnauthorized, "UNAUTHENTICATED"},
}

// writeProblem writes the error of a call.
func writeProblem(w http.ResponseWriter, err error) {
	st := status.Convert(err)
	known, ok := statuses[st.Code()]
	if !ok {
		known = statuses[codes.Unknown]
	}
	code := known.http
	var p problem
	for _, detail := range st.Proto().GetDetails() {
		text, err := protojson.Marshal(detail)
		if err != nil {
			continue // details are of the types that this program links
		}
		p.Error.Details = append(p.Error.Details, text)
	}
	for _, detail := range st.Details() {
		switch detail := detail.(type) {
		case *errdetails.RetryInfo:
			seconds := int(detail.GetRetryDelay().AsDuration().Seconds())
			w.Header().Set("Retry-After", strconv.Itoa(max(1, seconds)))
		case *errdetails.ErrorInfo:
			switch {
			case detail.GetReason() == services.ReasonRequestTooLarge:
				code = http.StatusRequestEntityTooLarge
			case w.Header().Get("Allow") != "":
				code = http.StatusMethodNotAllowed
			}
		}
	}
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	p.Error.Code, p.Error.Message, p.Error.Status = code, st.Message(), known.name
	p.write(w)
}

func (p *problem) write(w http.ResponseWriter) {
	text, err := json.Marshal(p)
	if err != nil {
		text = nil // texts and JSON always encode
	}
	w.Header().Set("Content-Type", mediaJSON)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Error.Code)
	_, _ = w.Write(text)
}

// Pages has pages answer on paths that are not of the API, to callers who may list drugs: pages show the whole catalog.
// It must not be called once requests come.
func (h *Handler) Pages(pages http.Handler) { h.pages = pages }

// elsewhere answers on paths that the API does not have.
func (h *Handler) elsewhere(w http.ResponseWriter, r *http.Request) {
	if h.pages == nil || strings.HasPrefix(r.URL.Path, "/v1/") || strings.HasPrefix(r.URL.Path, "/compendium.") {
		notFound(w, r)
		return
	}
	response := h.server.Call(callContext(r), compendiumv1.CatalogService_ListDrugs_FullMethodName,
		func(request proto.Message, _ int) error {
			proto.Merge(request, &compendiumv1.ListDrugsRequest{PageSize: 1})
			return nil
		})
	defer response.Close()
	if response.Err != nil {
		writeProblem(w, response.Err)
		return
	}
	if h.private {
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Add("Vary", "Authorization")
	}
	h.pages.ServeHTTP(w, r)
}

// notFound answers for paths that the API does not have.
func notFound(w http.ResponseWriter, r *http.Request) {
	writeProblem(w, noMethod(codes.NotFound, "There is nothing at %.100q. /openapi.json lists the paths.", r.URL.Path))
}

// noMethod returns the error of a request that no method of the API answers.
func noMethod(code codes.Code, format string, args ...any) error {
	st, err := status.Newf(code, format, args...).WithDetails(
		&errdetails.ErrorInfo{Reason: services.ReasonMethodUnknown, Domain: services.ErrorDomain})
	if err != nil {
		return err // details always encode
	}
	return st.Err()
}

// notAllowed answers for methods that a path does not have.
func notAllowed(verbs string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", verbs)
		writeProblem(w, noMethod(codes.Unimplemented, "This path takes %s, not %.20s.", verbs, r.Method))
	})
}

// static answers with the same JSON always.
func static(text []byte) http.Handler {
	tag := fmt.Sprintf(`"%.8x"`, sha256.Sum256(text))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", mediaJSON)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", tag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(text))
	})
}
