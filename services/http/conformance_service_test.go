package http

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/anypb"

	"github.com/opencompendium/compendium/services"
)

// conformance answers the calls of the runner's service as its requests say.
type conformance struct{ maxBytes int }

// definition is what a request of the runner asks for.
type definition struct {
	ResponseHeaders []header        `json:"responseHeaders"`
	ResponseData    json.RawMessage `json:"responseData"` // a text, or a list of texts for a stream
	ResponseDelayMs int64           `json:"responseDelayMs"`
	Error           *failure        `json:"error"`
}

type failure struct {
	Code    string            `json:"code"`
	Message string            `json:"message"`
	Details []json.RawMessage `json:"details"`
}

type header struct {
	Name  string   `json:"name"`
	Value []string `json:"value"`
}

// read reads a request.
func (c conformance) read(method string, decode services.Decode) (asked definition, request map[string]any, err error) {
	name := protoreflect.FullName(strings.ReplaceAll(strings.TrimPrefix(method, "/"), "/", "."))
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(name)
	if err != nil || name.Name() == "Unimplemented" {
		return asked, nil, status.Errorf(codes.Unimplemented, "there is no %s", name)
	}
	described, _ := found.(protoreflect.MethodDescriptor)
	message := dynamicpb.NewMessage(described.Input())
	if err := decode(message, c.maxBytes); err != nil {
		if _, large := errors.AsType[services.TooLargeError](err); large {
			return asked, nil, status.Error(codes.ResourceExhausted, err.Error())
		}
		return asked, nil, status.Error(codes.InvalidArgument, err.Error())
	}
	text, err := protojson.Marshal(message)
	if err != nil {
		return asked, nil, err
	}
	var parsed struct {
		ResponseDefinition definition `json:"responseDefinition"`
	}
	err = errors.Join(json.Unmarshal(text, &parsed), json.Unmarshal(text, &request))
	request["@type"] = "type.googleapis.com/" + string(described.Input().FullName())
	return parsed.ResponseDefinition, request, err
}

// info returns what arrived of a request.
func info(ctx context.Context, request map[string]any) map[string]any {
	described := map[string]any{"requests": []any{request}}
	r, _ := ctx.Value(requestKey{}).(*http.Request)
	described["requestHeaders"] = list(r.Header)
	if query := r.URL.Query(); len(query) > 0 {
		described["connectGetInfo"] = map[string]any{"queryParams": list(http.Header(query))}
	}
	if deadline, ok := ctx.Deadline(); ok {
		described["timeoutMs"] = strconv.FormatInt(time.Until(deadline).Milliseconds(), 10)
	}
	return described
}

func list(values http.Header) (headers []header) {
	for name, value := range values {
		headers = append(headers, header{name, value})
	}
	return headers
}

func (d definition) metadata() metadata.MD {
	md := metadata.MD{}
	for _, h := range d.ResponseHeaders {
		md.Append(h.Name, h.Value...)
	}
	return md
}

// err returns the error that is asked for, with a detail more for what arrived, unless that is nil.
func (d definition) err(arrived map[string]any) error {
	answer := &spb.Status{Message: d.Error.Message}
	for code := codes.Canceled; code <= codes.Unauthenticated; code++ {
		if "CODE_"+strings.ToUpper(camel.Replace(code.String())) == d.Error.Code {
			answer.Code = int32(code)
		}
	}
	details := d.Error.Details
	if arrived != nil {
		arrived["@type"] = "type.googleapis.com/" + conformancePackage + "ConformancePayload.RequestInfo"
		text, err := json.Marshal(arrived)
		if err != nil {
			return err
		}
		details = append(details, text)
	}
	for _, detail := range details {
		packed := &anypb.Any{}
		if err := protojson.Unmarshal(detail, packed); err != nil {
			return err
		}
		answer.Details = append(answer.Details, packed)
	}
	return status.ErrorProto(answer)
}

// camel puts an underscore into the names of codes as Go has them.
var camel = strings.NewReplacer("InvalidA", "Invalid_A", "DeadlineE", "Deadline_E", "NotF", "Not_F", "AlreadyE",
	"Already_E", "PermissionD", "Permission_D", "ResourceE", "Resource_E", "FailedP", "Failed_P", "OutOfR", "Out_Of_R",
	"DataL", "Data_L")

// payload returns a response with data, and with what arrived unless it is nil.
func payload(method string, data json.RawMessage, arrived map[string]any) (proto.Message, error) {
	name := protoreflect.FullName(strings.ReplaceAll(strings.TrimPrefix(method, "/"), "/", "."))
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(name)
	if err != nil {
		return nil, err
	}
	described, _ := found.(protoreflect.MethodDescriptor)
	content := map[string]any{}
	if len(data) > 0 {
		content["data"] = data
	}
	if arrived != nil {
		content["requestInfo"] = arrived
	}
	text, err := json.Marshal(map[string]any{"payload": content})
	if err != nil {
		return nil, err
	}
	response := dynamicpb.NewMessage(described.Output())
	return response, protojson.Unmarshal(text, response)
}

// Call implements caller.
func (c conformance) Call(ctx context.Context, method string, decode services.Decode) *services.Response {
	asked, request, err := c.read(method, decode)
	if err != nil {
		return &services.Response{Err: err}
	}
	arrived := info(ctx, request)
	time.Sleep(time.Duration(asked.ResponseDelayMs) * time.Millisecond)
	if asked.Error != nil {
		return &services.Response{Header: asked.metadata(), Err: asked.err(arrived)}
	}
	message, err := payload(method, asked.ResponseData, arrived)
	if err != nil {
		return &services.Response{Err: err}
	}
	return services.NewResponse(message, asked.metadata())
}

// Stream implements caller.
func (c conformance) Stream(
	ctx context.Context, method string, decode services.Decode, send func(*services.Response) error,
) *services.Response {
	asked, request, err := c.read(method, decode)
	ended := &services.Response{Header: asked.metadata(), Err: err}
	if err != nil {
		return ended
	}
	arrived := info(ctx, request)
	var data []json.RawMessage
	if len(asked.ResponseData) > 0 {
		if ended.Err = json.Unmarshal(asked.ResponseData, &data); ended.Err != nil {
			return ended
		}
	}
	for _, one := range data {
		time.Sleep(time.Duration(asked.ResponseDelayMs) * time.Millisecond)
		message, err := payload(method, one, arrived)
		if err == nil {
			err = send(services.NewResponse(message, ended.Header))
		}
		if err != nil {
			ended.Err = err
			return ended
		}
		arrived = nil
	}
	if asked.Error != nil {
		ended.Err = asked.err(arrived)
	}
	return ended
}
