package http

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

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

// newProblem returns an error of a call as JSON has it.
func newProblem(err error) *problem {
	st := status.Convert(err)
	known, ok := statuses[st.Code()]
	if !ok {
		known = statuses[codes.Unknown]
	}
	p := &problem{}
	p.Error.Code, p.Error.Message, p.Error.Status = known.http, st.Message(), known.name
	for _, detail := range st.Proto().GetDetails() {
		text, err := protojson.Marshal(detail)
		if err != nil {
			continue // details are of the types that this program links
		}
		p.Error.Details = append(p.Error.Details, text)
	}
	return p
}

// text returns the problem as JSON.
func (p *problem) text() []byte {
	text, err := json.Marshal(p)
	if err != nil {
		return nil // texts and JSON always encode
	}
	return text
}

// writeProblem writes the error of a call.
func writeProblem(w http.ResponseWriter, err error) {
	p := newProblem(err)
	for _, detail := range status.Convert(err).Details() {
		switch detail := detail.(type) {
		case *errdetails.RetryInfo:
			seconds := int(detail.GetRetryDelay().AsDuration().Seconds())
			w.Header().Set("Retry-After", strconv.Itoa(max(1, seconds)))
		case *errdetails.ErrorInfo:
			switch {
			case detail.GetReason() == services.ReasonRequestTooLarge:
				p.Error.Code = http.StatusRequestEntityTooLarge
			case w.Header().Get("Allow") != "":
				p.Error.Code = http.StatusMethodNotAllowed
			}
		}
	}
	if p.Error.Code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", mediaJSON)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Error.Code)
	_, _ = w.Write(p.text())
}

// explainMediaType writes the body of a response that says only by its status and the header Accept-Post that it does
// not take the media type of the request.
func explainMediaType(w http.ResponseWriter, r *http.Request) {
	message := fmt.Sprintf("This path does not take the Content-Type %.100q. Send JSON as application/json; the header "+
		"Accept-Post lists the other types.", r.Header.Get("Content-Type"))
	if r.Method == http.MethodGet {
		message = fmt.Sprintf("This path does not take the encoding %.100q. It takes json and proto.",
			r.URL.Query().Get("encoding"))
	}
	p := newProblem(withReason(codes.InvalidArgument, services.ReasonMalformedRequest, "%s", message))
	p.Error.Code = http.StatusUnsupportedMediaType
	_, _ = w.Write(p.text())
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
	writeProblem(w, withReason(codes.NotFound, services.ReasonMethodUnknown,
		"There is nothing at %.100q. /openapi.json lists the paths.", r.URL.Path))
}

// withReason returns an error with a reason.
func withReason(code codes.Code, reason, format string, args ...any) error {
	st, err := status.Newf(code, format, args...).WithDetails(
		&errdetails.ErrorInfo{Reason: reason, Domain: services.ErrorDomain})
	if err != nil {
		return err // details always encode
	}
	return st.Err()
}

// notAllowed answers for methods that a path does not have.
func notAllowed(verbs string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", verbs)
		writeProblem(w, withReason(codes.Unimplemented, services.ReasonMethodUnknown,
			"This path takes %s, not %.20s.", verbs, r.Method))
	})
}

// static answers with the same JSON always.
func static(text []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaJSON)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(text)
	})
}
