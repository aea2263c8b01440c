// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.envoy;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.tocsin.receiver.edge.question.Answer;
import java.util.List;

/** An answer in Envoy's words. What may not pass is denied with the status, headers and body that HTTP would bring. */
final class Answers {
    /** Envoy names a route that there is none of: nothing passes by mistake. */
    static final CheckResponse NO_ROUTE = inEnvoysWords(new Answer(404, List.of(), ""));

    private Answers() {}

    static CheckResponse inEnvoysWords(Answer answer) {
        List<HeaderValueOption> headers =
                answer.headers().stream().map(Answers::header).toList();
        if (answer.passes()) {
            // for the application: Cache-Control would be a word to it about its own caching
            OkHttpResponse.Builder ok = OkHttpResponse.newBuilder();
            headers.stream()
                    .filter(header -> header.getHeader().getKey().startsWith("X-Tocsin-"))
                    .forEach(ok::addHeaders);
            return CheckResponse.newBuilder()
                    .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                    .setOkResponse(ok)
                    .build();
        }
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.UNAUTHENTICATED_VALUE))
                .setDeniedResponse(DeniedHttpResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder().setCodeValue(answer.status()))
                        .addAllHeaders(headers)
                        .setBody(answer.body()))
                .build();
    }

    private static HeaderValueOption header(Answer.Header header) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(header.name()).setValue(header.value()))
                .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
